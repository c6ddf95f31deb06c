using System.Text.Json;

namespace Messenger.Tests;

/// <summary>What the original's own client sends and waits for: from a page of another site, with its own habits (docs/drop-in.md).</summary>
public sealed class ClientsOfTheOriginal(ClientsOfTheOriginal.TheirServer server) : IClassFixture<ClientsOfTheOriginal.TheirServer>, IAsyncLifetime
{
    const string Site = "http://localhost:3000";

    Caller ann = null!, bob = null!;
    int chat;

    public sealed class TheirServer : Server
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("Cors:Origins", $"https://app.example.org,{Site}")];
    }

    public async ValueTask InitializeAsync()
    {
        (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));
        chat = await ann.DirectAsync(bob);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("")]
    [InlineData("?limit=50")]
    [InlineData("?skip=0&limit=1")]
    [InlineData("?mark_read=true")]
    public async Task Read_what_they_show_without_saying_so(string query)
    {
        await ann.SayAsync(chat, "1");
        var last = await ann.SayAsync(chat, "2");

        await FromAsync(Site, query);

        (await bob.GetAsync($"/api/chats/{chat}")).Has(new { unread_count = 0, last_read_message_id = last.Id });
        Assert.Equal(bob.Id, Assert.Single((await ann.GetAsync($"/api/chats/{chat}/messages")).Items[^1].List("read_by")).GetProperty("user_id").GetInt32());
    }

    [Theory]
    [InlineData(Site, "?mark_read=false")]
    [InlineData(Site, "?skip=1")]
    [InlineData(Site, "?after=0&before={last}")]
    [InlineData("https://other.example.org", "")]
    [InlineData("null", "")]
    [InlineData(null, "?mark_read=true")]
    public async Task Others_and_older_pages_leave_the_mark_where_it_is(string? origin, string query)
    {
        await ann.SayAsync(chat, "1");
        var last = await ann.SayAsync(chat, "2");

        await FromAsync(origin, query.Replace("{last}", $"{last.Id}"));

        (await bob.GetAsync($"/api/chats/{chat}")).Has(new { unread_count = 2, last_read_message_id = (int?)null });
    }

    [Fact]
    public async Task Looking_at_the_head_of_it_reads_nothing_and_an_odd_wish_is_refused()
    {
        await ann.SayAsync(chat, "1");

        await bob.SendAsync(HttpMethod.Head, $"/api/chats/{chat}/messages", null, ("Origin", Site));
        (await bob.GetAsync($"/api/chats/{chat}/messages?mark_read=perhaps")).Refuses(422, "mark_read");

        (await bob.GetAsync($"/api/chats/{chat}")).Has(new { unread_count = 1 });
    }

    [Fact]
    public async Task Get_no_name_of_a_group_that_has_none_and_pages_show_who_is_in_it()
    {
        using var page = await server.LogInAsync(bob.Username);

        var group = (await ann.PostAsync("/api/chats/", new { participant_ids = new[] { bob.Id }, is_group = true, name = "" })).Is(201);

        group.Has(new { name = (string?)null });
        Assert.Equal($"{ann.Username} created the group", group["last_message"].GetProperty("content").GetString());
        (await bob.GetAsync($"/api/chats/{group.Id}")).Has(new { name = (string?)null });
        var title = $"{ann.Username}, {bob.Username}";
        Assert.Contains(title, (await page.OpenAsync($"/chats/{group.Id}")).Words);
        Assert.Contains(title, (await page.OpenAsync($"/chats/{group.Id}/members")).Words);
        var cleo = await server.JoinAsync("cleo");
        (await ann.PostAsync($"/api/chats/{group.Id}/participants/{cleo.Id}")).Is(200).Has(new { name = (string?)null });
        Assert.Contains($"{title}, {cleo.Username}", (await page.OpenAsync($"/chats/{group.Id}")).Words);
        (await ann.PatchAsync($"/api/chats/{group.Id}", new { name = "Hikers" })).Is(200).Has(new { name = "Hikers" });
        Assert.DoesNotContain(title, (await page.OpenAsync($"/chats/{group.Id}")).Words);
    }

    [Fact]
    public async Task See_their_own_address_and_phone_wherever_they_are_and_nobody_elses()
    {
        await ann.PutAsync("/api/users/me", new { phone_number = "+1 555 0100" });
        await ann.SayAsync(chat, "Hello");
        var own = new { id = ann.Id, email = ann.Email(), phone_number = "+1 555 0100", status = "" };
        var others = new { id = ann.Id, email = "", phone_number = (string?)null, status = "" };

        foreach (var (who, sees) in new (Caller, object)[] { (ann, own), (bob, others) })
        {
            var seen = (await who.GetAsync($"/api/chats/{chat}")).Is(200);
            seen.Json.List("participants").Single(person => person.GetProperty("id").GetInt32() == ann.Id).AssertHas(sees);
            seen["last_message"].GetProperty("sender").AssertHas(sees);
            (await who.GetAsync($"/api/chats/{chat}/messages")).Items[^1].GetProperty("sender").AssertHas(sees);
            (await who.GetAsync($"/api/chats/{chat}/changes?after=0")).Json.List("messages")[^1].GetProperty("sender").AssertHas(sees);
            (await who.GetAsync("/api/chats/")).Items[0].List("participants").Single(person => person.GetProperty("id").GetInt32() == ann.Id).AssertHas(sees);
            (await who.GetAsync($"/api/users/{ann.Id}")).Has(sees);
        }
    }

    [Theory]
    [InlineData("text", true)]
    [InlineData("", true)]
    [InlineData(null, true)]
    [InlineData("image", false)]
    [InlineData("audio", false)]
    [InlineData("system", false)]
    [InlineData("Text", false)]
    [InlineData("telegram", false)]
    public async Task Say_what_a_message_is_if_it_is_that(string? type, bool isTaken)
    {
        var answer = await ann.PostAsync($"/api/chats/{chat}/messages", new { content = "Hello", message_type = type });

        _ = isTaken ? answer.Is(201).Has(new { message_type = "text" }) : answer.Refuses(422, "message_type");
    }

    [Theory]
    [InlineData("image", true)]
    [InlineData("text", true)]
    [InlineData("", true)]
    [InlineData("video", false)]
    [InlineData("system", false)]
    public async Task Say_what_files_are_if_they_are_that(string type, bool isTaken)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(Pictures.Png()), "file", "harbour.png" }, { new StringContent(type), "message_type" },
        };

        var answer = await ann.PostAsync($"/api/chats/{chat}/messages", form);

        _ = isTaken ? answer.Is(201).Has(new { message_type = "image" }) : answer.Refuses(422, "message_type");
    }

    [Fact]
    public async Task Hear_of_every_field_that_is_wrong()
    {
        var nobody = await server.CallerAsync();

        Names(await nobody.PostAsync("/api/auth/register", new { email = "no", username = "x", password = "short", full_name = new string('n', 81) }), "email", "username", "password", "full_name");
        Names(await nobody.PostAsync("/api/auth/register", new { }), "email", "username", "password");
        Names(await nobody.PostAsync("/api/auth/register", new { email = 1, username = true, password = "short" }), "email", "username");
        Names(await ann.PutAsync("/api/users/me", new { full_name = new string('n', 81), status = new string('s', 141), phone_number = new string('1', 33), avatar = "/etc" }), "full_name", "status", "phone_number", "avatar");
        Names(await ann.GetAsync("/api/chats/?skip=-1&limit=0"), "skip", "limit");
        Names(await ann.GetAsync($"/api/chats/{chat}/changes?after=x&epoch=y"), "after", "epoch");
        Names(await ann.PostAsync("/api/chats/", new { name = new string('n', 81), is_group = true }), "participant_ids", "name");
        Names(await ann.PostAsync("/api/chats/", new { participant_ids = "1", is_group = "yes" }), "participant_ids", "is_group");
        Names(await ann.PostAsync($"/api/chats/{chat}/messages", new { content = " ", message_type = "image" }), "content", "message_type");
        Names(await ann.PostAsync("/api/calls/", new { call_type = "smoke" }), "chat_id", "call_type");

        static void Names(Answer answer, params string[] fields)
        {
            answer.Refuses(422);
            var errors = answer["errors"].EnumerateObject().ToDictionary(field => field.Name, field => field.Value.EnumerateArray().Single().GetString());
            Assert.Equal(fields.Order(), errors.Keys.Order());
            Assert.All(errors, error => Assert.Contains($"{error.Key}: {error.Value}", answer["detail"].GetString()));
        }
    }

    [Fact]
    public async Task Find_what_they_made_where_it_is_said_to_be()
    {
        var nobody = await server.CallerAsync();
        var kim = await nobody.PostAsync("/api/auth/register", new { email = $"{Guid.NewGuid():N}@example.org", username = $"k{Guid.NewGuid():N}"[..20], password = Server.Password });
        Answer[] made =
        [
            kim, await ann.PostAsync("/api/calls/", new { chat_id = chat }), await ann.PostAsync("/api/auth/tokens", new { name = "A script" }),
            await ann.PostAsync("/api/chats/", new { participant_ids = new[] { ann.Id }, is_group = true }),
        ];

        foreach (var one in made)
        {
            var there = (await ann.GetAsync(one.Is(201).Header("Location")!)).Is(200);
            Assert.Equal($"{one["id"]}", $"{there["id"]}");
        }
    }

    [Theory]
    [InlineData("/api/auth/verify-email")]
    [InlineData("/api/auth/verify-email?token=")]
    public async Task Are_told_that_there_is_no_token(string path)
    {
        (await ann.PostAsync(path)).Refuses(422, "token");
        (await ann.PostAsync(path, new { token = "" })).Refuses(422, "token");
    }

    [Fact]
    public async Task Ask_whether_it_is_there()
    {
        var answer = await (await server.CallerAsync()).GetAsync("/health");

        Assert.Equal((200, "application/json", "healthy"), (answer.Status, answer.Media, answer["status"].GetString()));
    }

    Task<Answer> FromAsync(string? origin, string query) => bob.SendAsync(
        HttpMethod.Get, $"/api/chats/{chat}/messages{query}", null, origin is null ? [] : [("Origin", origin)]).ContinueWith(asked => asked.Result.Is(200));
}
