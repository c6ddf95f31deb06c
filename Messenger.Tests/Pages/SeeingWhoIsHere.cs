using System.Text.Json;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Pages show who is here at the moment they are drawn.</summary>
public sealed class SeeingWhoIsHere(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task Shows_who_is_here_now()
    {
        var (group, direct) = (await talk.NewGroupAsync(), await talk.DirectAsync());
        Assert.Contains("0 online", await talk.HtmlAsync("ann", $"/chats/{group}"));
        Assert.Contains(Bob("offline"), await talk.HtmlAsync("ann", $"/chats/{direct}"));

        await using var page = await talk.OpenAsync("bob");

        Assert.Contains("1 online", await talk.HtmlAsync("ann", $"/chats/{group}"));
        Assert.Contains(Bob("online"), await talk.HtmlAsync("ann", $"/chats/{direct}"));

        string Bob(string presence) => $"<span class=\"presence-text-{talk.IdOf("bob")}\">{presence}</span>";
    }
}

/// <summary>Strangers are those who share no chat.</summary>
public sealed class SeeingStrangers(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task Does_not_say_whether_they_are_here()
    {
        await talk.DirectAsync();
        var (ann, eve, bob) = (await ProgramAsync("ann"), await ProgramAsync("eve"), talk.IdOf("bob"));
        await using var page = await talk.OpenAsync("bob");

        foreach (var path in new[] { "/search?q=bob", $"/people/{bob}", "/chats/new?q=bob", "/chats/new/group?q=bob" })
        {
            var (known, strange) = (await talk.HtmlAsync("ann", path), await talk.HtmlAsync("eve", path));
            Assert.Contains($"presence online presence-of-{bob}", known);
            Assert.Contains("@bob", Page.WordsOf(strange).Replace("@ ", "@"));
            Assert.DoesNotContain($"presence-of-{bob}", strange);
            Assert.DoesNotContain($"presence-text-{bob}", strange);
        }

        Assert.Equal(("online", "offline"), (await StatusAsync(ann, bob), await StatusAsync(eve, bob)));
        Assert.Equal(("online", "offline"), (await FoundAsync(ann), await FoundAsync(eve)));

        await talk.DoAsync((Chats chats) => chats.DirectAsync(bob, talk.IdOf("eve")));

        Assert.Equal(("online", "online"), (await StatusAsync(eve, bob), await FoundAsync(eve)));
        Assert.Contains($"presence online presence-of-{bob}", await talk.HtmlAsync("eve", $"/people/{bob}"));
    }

    /// <summary>Whom one shared a chat with is a stranger again, whatever they have said there.</summary>
    [Fact]
    public async Task Does_not_say_it_of_authors_who_have_left()
    {
        using var browser = await talk.RegisterAsync("kim");
        await browser.OpenAsync("/settings");
        var (ann, kim) = (await ProgramAsync("ann"), Company.IdIn(browser.Page));
        await using var page = await OpenPage.OfAsync(talk.Home, browser);
        var group = await talk.DoAsync((Chats chats) => chats.GroupAsync(talk.IdOf("ann"), "Hikers", [kim]));
        var said = await talk.DoAsync((Messages messages) => messages.PostAsync(kim, group, "Goodbye"));
        Assert.All(await SendersAsync(ann, group, kim, said.Id), status => Assert.Equal("online", status));
        Assert.Equal("online", await StatusAsync(ann, kim));

        await talk.DoAsync(async (Members members) =>
        {
            await members.LeaveAsync(kim, group);
            return true;
        });

        Assert.All(await SendersAsync(ann, group, kim, said.Id), status => Assert.Equal("offline", status));
        Assert.Equal("offline", await StatusAsync(ann, kim));
    }

    async Task<Caller> ProgramAsync(string who) => await talk.CallerAsync() with { Token = (await talk.TokensAsync(talk.IdOf(who))).Access };

    static async Task<string?> StatusAsync(Caller caller, int id) => (await caller.GetAsync($"/api/users/{id}")).Is(200)["user_status"].GetString();

    /// <summary>How somebody is shown wherever they said something.</summary>
    static async Task<IReadOnlyList<string?>> SendersAsync(Caller caller, int chat, int who, int message)
    {
        var reacted = (await caller.PutAsync($"/api/chats/messages/{message}/reactions/👍")).Is(200);
        (await caller.PutAsync($"/api/chats/messages/{message}/pin")).Is(200);
        List<JsonElement> seen =
        [
            reacted.Json,
            .. (await caller.GetAsync($"/api/chats/{chat}/messages")).Is(200).Items,
            .. (await caller.GetAsync($"/api/chats/{chat}/pinned")).Is(200).Items,
            .. (await caller.GetAsync($"/api/chats/{chat}/changes?after=0")).Is(200).Json.List("messages"),
            .. (await caller.GetAsync($"/api/search?q=goodbye&chat_id={chat}")).Is(200).Json.List("messages"),
            (await caller.GetAsync($"/api/chats/{chat}")).Is(200)["last_message"],
            Assert.Single((await caller.GetAsync("/api/chats/")).Is(200).Items, one => one.GetProperty("id").GetInt32() == chat).GetProperty("last_message"),
        ];
        var theirs = seen.Where(one => one.GetProperty("sender_id").GetInt32() == who).Select(one => one.GetProperty("sender").GetProperty("user_status").GetString()).ToList();
        Assert.InRange(theirs.Count, 7, int.MaxValue);
        return theirs;
    }

    static async Task<string?> FoundAsync(Caller caller) =>
        Assert.Single((await caller.GetAsync("/api/users/?search=bob")).Is(200).Items).GetProperty("user_status").GetString();
}
