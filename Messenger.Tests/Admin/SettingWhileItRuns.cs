using System.Net;
using Messenger.Domain;
using Messenger.Web;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>What an admin sets holds at once, on every node; what is configured stays as it is.</summary>
public sealed class SettingWhileItRuns(SettingWhileItRuns.Known server) : IClassFixture<SettingWhileItRuns.Known>
{
    public sealed class Known : Server
    {
        public Database Database { get; private set; } = null!;

        protected override async Task<Database> MakeDatabaseAsync() => Database = await Databases.EmptyAsync();

        protected override IEnumerable<(string, string)> Settings => [("Messenger:Quota", "7")];
    }

    [Fact]
    public async Task Holds_at_once_here_and_soon_at_the_next_node()
    {
        using var ann = await AdminAsync("ann");
        using var stranger = server.OpenBrowser();
        await server.BesideAsync(async beside =>
        {
            using var there = new Browser(beside, "en");
            await ann.OpenAsync("/admin/settings");

            var page = await ann.SubmitAsync("/admin/settings", ("Name", "The Harbour"), ("Registration", "closed"), ("UploadLimit", "1"));

            Assert.Contains("Saved.", page.Words);
            Assert.Contains("<title>Settings of this server · The Harbour</title>", page.Html);
            Assert.Contains("By invitation only", (await stranger.OpenAsync("/account/register")).Words);
            Assert.Contains("The Harbour", (await stranger.OpenAsync("/manifest.webmanifest")).Html);
            await Eventually.TrueAsync(async () => (await there.OpenAsync("/account/register")).Words.Contains("By invitation only"));
            Assert.Contains("Log in to The Harbour on", (await there.OpenAsync("/account/login")).Words);
            return true;
        });

        var me = Company.IdIn(await ann.OpenAsync("/settings"));
        var notes = await server.DoAsync((Chats chats) => chats.DirectAsync(me, me));
        using var large = await ann.SendAsync(notes, "", [new Sent("large.txt", new byte[1_100_000])]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Matches("Changed a setting UploadLimit: — → 1 ann", (await ann.OpenAsync("/admin/audit")).Words);
        await ann.OpenAsync("/admin/settings");
        await ann.SubmitAsync("/admin/settings", ("Name", ""), ("Registration", "open"), ("UploadLimit", ""));
        Assert.Contains("<title>Settings of this server · Messenger</title>", ann.Page.Html);
    }

    /// <summary>Such as one of a newer version, or that fits no more beside what is configured.</summary>
    [Fact]
    public async Task One_that_makes_no_sense_opens_nothing()
    {
        using var ann = await AdminAsync("careful");
        using var stranger = server.OpenBrowser();
        await KeepAsync("UploadLimit", "-5");
        await KeepAsync("Registration", "closed");
        await Eventually.TrueAsync(async () => (await stranger.OpenAsync("/account/register")).Words.Contains("By invitation only"));
        await KeepAsync("Registration", "by handshake");
        await KeepAsync("Name", "Lantern");
        await Eventually.TrueAsync(async () => (await stranger.OpenAsync("/account/login")).Words.Contains("Lantern"));

        Assert.Contains("By invitation only", (await stranger.OpenAsync("/account/register")).Words);
        await server.DoAsync((MessengerDb db) => db.WriteAsync(() => db.Set<StoredSetting>().ExecuteDeleteAsync()));
        await Eventually.TrueAsync(async () => !(await stranger.OpenAsync("/account/login")).Words.Contains("Lantern"));
    }

    [Fact]
    public async Task At_the_command_line_it_is_found_by_the_node_that_runs()
    {
        using var stranger = server.OpenBrowser();

        var (code, output, _) = await TypedLine.RunAsync(["admin", "settings", "name", "Lighthouse"], server.Database);

        Assert.Equal(Commands.Done, code);
        Assert.Matches("Name +Lighthouse +an admin\nRegistration +open +", output);
        await Eventually.TrueAsync(async () => (await stranger.OpenAsync("/account/login")).Words.Contains("Lighthouse"));
        await TypedLine.RunAsync(["admin", "settings", "Name", "--reset"], server.Database);
        await Eventually.TrueAsync(async () => (await stranger.OpenAsync("/account/login")).Words.Contains("Log in to Messenger on"));
    }

    Task<int> KeepAsync(string name, string value) => server.DoAsync((MessengerDb db) => db.WriteAsync(async () =>
    {
        await db.Set<StoredSetting>().Where(kept => kept.Name == name).ExecuteDeleteAsync();
        db.Add(new StoredSetting { Name = name, Value = value });
        return await db.SaveChangesAsync();
    }));

    [Fact]
    public async Task What_is_configured_is_shown_as_fixed_and_stays()
    {
        using var ann = await AdminAsync("fixed");
        var page = await ann.OpenAsync("/admin/settings");
        Assert.Matches("name=\"Quota\"[^>]*value=\"7\"[^>]*disabled", page.Html.ReplaceLineEndings(" "));
        Assert.Contains("Configured, so it can only be changed there.", page.Words);

        await ann.SubmitAsync("/admin/settings", ("Quota", "9"));
        var (code, _, error) = await TypedLine.RunAsync(["admin", "settings", "Quota", "9", "--Messenger:Quota=7"], server.Database);

        Assert.Equal(7, await server.DoAsync((StorageQuota quota) => Task.FromResult(quota.Megabytes)));
        Assert.Equal((Commands.Failed, "Quota is configured, so it can only be changed there."), (code, error.Trim()));
    }

    [Theory]
    [InlineData("UploadLimit", "many", "A whole number of MB, from 1 to 2000.")]
    [InlineData("UploadLimit", "2001", "A whole number of MB, from 1 to 2000.")]
    [InlineData("Name", "A name that is longer than forty characters are", "A name of one line")]
    [InlineData("RetentionDays", "6", "A whole number of days, from 7 to 3650, or nothing.")]
    [InlineData("RetentionDays", "for ever", "A whole number of days, from 7 to 3650, or nothing.")]
    [InlineData("Registration", "perhaps", "This is not one of the choices.")]
    public async Task What_makes_no_sense_is_refused_and_changes_nothing(string name, string value, string sentence)
    {
        using var ann = await AdminAsync($"odd{value[0]}".ToLowerInvariant());
        await ann.OpenAsync("/admin/settings");
        var before = await KeptAsync();

        var page = await ann.SubmitAsync("/admin/settings", (name, value));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(name == "Registration" ? "One thing needs another look." : sentence, page.Words);
        Assert.Equal(before, await KeptAsync());
    }

    Task<IReadOnlyDictionary<string, string>> KeptAsync() => server.DoAsync((ILookups lookups) => StoredSettings.AllAsync(lookups));

    async Task<Browser> AdminAsync(string name)
    {
        var browser = await server.RegisterAsync(name);
        var id = Company.IdIn(await browser.OpenAsync("/settings"));
        await server.DoAsync(async (ManagedPeople people) =>
        {
            await people.MakeAdminAsync(Actor.CommandLine, id);
            return id;
        });
        return browser;
    }
}
