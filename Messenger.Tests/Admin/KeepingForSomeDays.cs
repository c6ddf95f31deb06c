using System.Net;
using System.Text.Json;
using Messenger.Domain;
using Messenger.Web;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>An admin says for how long messages are kept, is told what that erases, and everybody is told that it is so.</summary>
public sealed class KeepingForSomeDays(KeepingForSomeDays.Known server) : IClassFixture<KeepingForSomeDays.Known>, IAsyncLifetime
{
    public sealed class Known : Lines
    {
        public Database Database { get; private set; } = null!;

        protected override async Task<Database> MakeDatabaseAsync() => Database = await Databases.EmptyAsync();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    // What one sets would erase what the next one says. Each has a number of days of its own: the same once more, within the hour, is done already.
    public async ValueTask DisposeAsync() => await server.ActAsync((SettingsEditor editor) => editor.SaveAsync(Actor.CommandLine, Days(null)));

    [Fact]
    public async Task Asks_before_it_erases_and_then_does_so_at_once()
    {
        var (chat, _) = await OldAndNewAsync();
        using var admin = await AdminAsync("keeper");
        await admin.OpenAsync("/admin/settings");

        var asked = await admin.SubmitAsync("/admin/settings", ("RetentionDays", "30"), ("Name", "The Harbour"));

        Assert.Equal(HttpStatusCode.OK, asked.Status);
        Assert.Matches("What is older than 30 days is erased for everybody, now and from then on, and cannot be brought back: at this moment [0-9]+ messages?\\.", asked.Words);
        Assert.Matches("name=\"RetentionDays\"[^>]*value=\"30\"", asked.Html.ReplaceLineEndings(" "));
        Assert.Matches("name=\"Name\"[^>]*value=\"The Harbour\"", asked.Html.ReplaceLineEndings(" "));
        Assert.Null((await server.DoAsync((LiveSettings live) => Task.FromResult(live.Now))).RetentionDays);
        // To agree to one number is not to agree to another.
        Assert.Contains("What is older than 20 days", (await admin.SubmitAsync("/admin/settings", ("RetentionDays", "20"), ("Erases", "30"))).Words);

        var saved = await admin.SubmitAsync("/admin/settings", ("RetentionDays", "30"), ("Erases", "30"));

        Assert.Contains("Saved.", saved.Words);
        await Eventually.TrueAsync(async () => (await TextsAsync(chat)).SequenceEqual(["New"]));
        Assert.Contains("Changed a setting RetentionDays: — → 30 keeper", (await admin.OpenAsync("/admin/audit")).Words);
        Assert.Contains("What is older than 30 days is erased here for everybody", (await admin.OpenAsync("/help/admin")).Words);
        // To keep for longer, or the same, erases nothing.
        await admin.OpenAsync("/admin/settings");
        Assert.Contains("Saved.", (await admin.SubmitAsync("/admin/settings", ("RetentionDays", "60"), ("Name", ""))).Words);
        await admin.OpenAsync("/admin/settings");
        Assert.Contains("Saved.", (await admin.SubmitAsync("/admin/settings", ("RetentionDays", ""))).Words);
        Assert.Contains("Messages are kept here until somebody deletes them.", (await admin.OpenAsync("/help/admin")).Words);
    }

    [Fact]
    public async Task Is_told_to_programs_and_found_by_those_who_were_away()
    {
        var (chat, old) = await OldAndNewAsync();
        await using var bobs = await server.OpenAsync(server.Bob, isV2: true);

        await server.ActAsync((SettingsEditor editor) => editor.SaveAsync(Actor.CommandLine, Days("35")));

        var told = await bobs.HearsAsync("history_erased", data => data.GetProperty("chat_id").GetInt32() == chat);
        Assert.Equal(old.Sequence + 1, told.GetProperty("first_sequence").GetInt32());
        var changes = await AskAsync($"/api/chats/{chat}/changes?after={old.Revision + 1}");
        Assert.Equal((old.Sequence + 1, old.Sequence + 1), (First(changes), First(changes.GetProperty("chat"))));
        Assert.Equal("New", (await AskAsync($"/api/chats/{chat}/messages"))[0].GetProperty("content").GetString());

        static int First(JsonElement one) => one.GetProperty("first_sequence").GetInt32();
    }

    [Fact]
    public async Task At_the_command_line_it_has_to_be_said_that_it_erases()
    {
        var (chat, _) = await OldAndNewAsync();

        var (refused, _, error) = await TypedLine.RunAsync(["admin", "settings", "RetentionDays", "25"], server.Database);
        Assert.Equal(Commands.NotUnderstood, refused);
        Assert.Contains("What is older than 25 days would be erased for everybody and for good", error);
        Assert.Contains("--erase", error);
        Assert.Equal(["Old", "New"], await TextsAsync(chat));

        var (code, output, _) = await TypedLine.RunAsync(["admin", "settings", "RetentionDays", "25", "--erase"], server.Database);

        Assert.Equal(Commands.Done, code);
        Assert.Matches("RetentionDays +25 +an admin", output);
        await Eventually.TrueAsync(async () => (await TextsAsync(chat)).SequenceEqual(["New"]));
    }

    async Task<(int Chat, MessageView Old)> OldAndNewAsync()
    {
        var chat = await server.DoAsync((Chats chats) => chats.GroupAsync(server.Ann, "Hikers", [server.Bob]));
        var old = await server.SaysAsync(server.Ann, chat, "Old");
        var longAgo = DateTimeOffset.UtcNow.AddDays(-40);
        await server.DoAsync((MessengerDb db) => db.WriteAsync(() => db.Messages.Where(message => message.ChatId == chat)
            .ExecuteUpdateAsync(row => row.SetProperty(message => message.CreatedAt, longAgo))));
        await server.SaysAsync(server.Ann, chat, "New");
        return (chat, old);
    }

    async Task<string[]> TextsAsync(int chat) => [.. (await server.DoAsync((History history) => history.NewestAsync(server.Bob, chat))).Messages
        .Where(message => message.Notice is null).Select(message => message.Text)];

    async Task<JsonElement> AskAsync(string path)
    {
        using var http = new HttpClient { BaseAddress = server.Home };
        http.DefaultRequestHeaders.Authorization = new("Bearer", await server.TokenAsync(server.Bob));
        return JsonElement.Parse(await http.GetStringAsync(path, TestContext.Current.CancellationToken));
    }

    static Dictionary<string, string?> Days(string? days) => new() { [nameof(ServerSettings.RetentionDays)] = days };

    async Task<Browser> AdminAsync(string name)
    {
        var browser = await server.RegisterAsync(name);
        var id = Company.IdIn(await browser.OpenAsync("/settings"));
        await server.ActAsync((ManagedPeople people) => people.MakeAdminAsync(Actor.CommandLine, id));
        return browser;
    }
}
