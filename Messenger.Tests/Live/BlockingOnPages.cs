using System.Net;
using System.Text.RegularExpressions;

namespace Messenger.Tests;

/// <summary>Blocking as pages show it: a style sheet of one's own, and nothing to see for the other.</summary>
public sealed partial class BlockingOnPages(Talk talk) : IClassFixture<Talk>, IAsyncLifetime
{
    int Bob => talk.IdOf("bob");

    public async ValueTask InitializeAsync() => await talk.PostAsync("ann", $"/people/{Bob}/block", "on=false");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Is_seen_by_who_did_it_and_taken_back_in_two_places()
    {
        var chat = await talk.DirectAsync();
        await talk.PostAsync("ann", $"/people/{Bob}/block", "on=true");

        Assert.Contains("Unblock", await talk.HtmlAsync("ann", $"/people/{Bob}"));
        Assert.Contains("You have blocked bob.", await talk.HtmlAsync("ann", $"/chats/{chat}"));
        Assert.Contains("Unblock", await talk.HtmlAsync("ann", "/settings/blocked"));
        foreach (var path in new[] { $"/people/{talk.IdOf("ann")}", $"/chats/{chat}", "/settings/blocked" })
        {
            Assert.DoesNotContain("Разблокировать", await talk.HtmlAsync("bob", path));
        }

        await talk.PostAsync("ann", $"/people/{Bob}/block", "on=false&back=/settings/blocked");
        Assert.DoesNotContain("Unblock", await talk.HtmlAsync("ann", "/settings/blocked"));
        Assert.DoesNotContain("You have blocked", await talk.HtmlAsync("ann", $"/chats/{chat}"));
    }

    [Fact]
    public async Task Leaves_them_out_of_how_many_are_online()
    {
        var group = await talk.NewGroupAsync();
        await using var bobs = await talk.OpenAsync("bob");
        Assert.Contains("1 online", await talk.HtmlAsync("ann", $"/chats/{group}"));

        await talk.PostAsync("ann", $"/people/{Bob}/block", "on=true");

        Assert.Contains("0 online", await talk.HtmlAsync("ann", $"/chats/{group}"));
    }

    [Fact]
    public async Task Folds_by_a_style_sheet_that_only_its_owner_gets()
    {
        var before = await SheetAsync("ann");
        await talk.PostAsync("ann", $"/people/{Bob}/block", "on=true");
        var (after, bobs) = (await SheetAsync("ann"), await SheetAsync("bob"));

        Assert.NotEqual(before, after);
        var (mine, isKept) = await GetAsync("ann", after);
        Assert.Contains($"[data-author=\"{Bob}\"]", mine);
        Assert.True(isKept);
        Assert.DoesNotContain("blocked", (await GetAsync("bob", bobs)).Text);
        // By another name it is not kept; for others it has nothing to tell.
        Assert.False((await GetAsync("ann", before)).IsKept);
        var theirs = await GetAsync("bob", after);
        Assert.False(theirs.IsKept);
        Assert.DoesNotContain($"[data-author=\"{Bob}\"]", theirs.Text);

        await talk.PostAsync("ann", $"/people/{Bob}/block", "on=false");
        Assert.Equal(before, await SheetAsync("ann"));
    }

    [Fact]
    public async Task Is_heard_by_ones_other_pages_and_by_nobody_else()
    {
        await using var anns = await talk.OpenAsync("ann");
        await using var bobs = await talk.OpenAsync("bob");

        await talk.PostAsync("ann", $"/people/{Bob}/block", "on=true");

        // What another story did before is perhaps still being told: it names nobody who is blocked.
        var heard = await anns.HearsAsync("&amp;b=");
        Assert.Contains("id=\"mine\"", heard.Html);
        await talk.MarkAsync("bob", bobs);
        Assert.DoesNotContain(bobs.Heard, told => told.Html.Contains("id=\"mine\""));
    }

    [Fact]
    public async Task Says_of_neither_whether_they_are_here()
    {
        await using var anns = await talk.OpenAsync("ann");
        await using var bobs = await talk.OpenAsync("bob");
        var (chat, group) = (await talk.DirectAsync(), await talk.NewGroupAsync());
        Assert.Contains($"presence online presence-of-{Bob}", await talk.HtmlAsync("ann", $"/chats/{chat}"));

        await talk.PostAsync("ann", $"/people/{Bob}/block", "on=true");

        foreach (var path in new[] { "/", $"/chats/{chat}", $"/people/{Bob}", "/search?q=bob", $"/chats/{group}/members" })
        {
            Assert.DoesNotContain($"presence online presence-of-{Bob}", await talk.HtmlAsync("ann", path));
        }

        Assert.DoesNotContain($"presence online presence-of-{talk.IdOf("ann")}", await talk.HtmlAsync("bob", $"/chats/{chat}"));
        var before = anns.Heard.Count;
        await anns.ShowsAsync(Bob, "offline");
        await talk.MarkAsync("ann", anns);
        Assert.DoesNotContain(anns.Heard.Skip(before), told => told.Html.Contains($"presence-of-{Bob}"));
    }

    [Fact]
    public async Task Refuses_what_is_written_with_a_sentence_and_keeps_it()
    {
        var chat = await talk.DirectAsync();
        await talk.PostAsync("ann", $"/people/{Bob}/block", "on=true");
        await talk.Of("bob").OpenAsync($"/chats/{chat}");

        var refused = await talk.Of("bob").SubmitAsync($"/chats/{chat}", ("text", "Are you there?"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Вы не можете написать или позвонить этому человеку.", refused.Words);
        Assert.Equal("Are you there?", refused.FindForm($"/chats/{chat}")["text"]!.Trim());
    }

    [Fact]
    public async Task Who_hides_is_seen_by_nobody_and_sees_nobody_at_once()
    {
        await using var bobs = await talk.OpenAsync("bob");
        var (chat, ann) = (await talk.DirectAsync(), talk.IdOf("ann"));
        await Eventually.TrueAsync(async () => (await talk.HtmlAsync("ann", $"/chats/{chat}")).Contains($"presence online presence-of-{Bob}"));

        await talk.PostAsync("bob", "/settings/privacy", "hides_presence=true");

        await Eventually.TrueAsync(async () => (await talk.HtmlAsync("ann", $"/chats/{chat}")).Contains($"presence offline presence-of-{Bob}"));
        Assert.Contains($"presence offline presence-of-{Bob}", await talk.HtmlAsync("ann", $"/chats/{chat}"));
        Assert.Contains($"presence offline presence-of-{ann}", await talk.HtmlAsync("bob", $"/chats/{chat}"));
        await bobs.ShowsAsync(ann, "online");
        await bobs.HearsAsync($"presence offline presence-of-{ann}");

        await talk.PostAsync("bob", "/settings/privacy", "hides_presence=false");
        await Eventually.TrueAsync(async () => (await talk.HtmlAsync("ann", $"/chats/{chat}")).Contains($"presence online presence-of-{Bob}"));
    }

    [Fact]
    public async Task Is_done_by_programs()
    {
        var (ann, eve) = (await talk.JoinAsync("ann"), await talk.JoinAsync("eve"));
        var chat = await ann.DirectAsync(eve);
        (await ann.PutAsync($"/api/users/{eve.Id}/block")).Is(200);

        var refused = (await eve.PostAsync($"/api/chats/{chat}/messages", new { content = "Hello" })).Refuses(403);

        Assert.Equal("You cannot write to this person, or call them.", refused["detail"].GetString());
        (await eve.PostAsync("/api/calls/", new { chat_id = chat })).Refuses(403);
        (await eve.PostAsync("/api/chats/", new { participant_ids = new[] { ann.Id }, is_group = true })).Refuses(403);
        Assert.Equal(eve.Id, Assert.Single((await ann.GetAsync("/api/users/blocked")).Items).GetProperty("id").GetInt32());
        Assert.Empty((await eve.GetAsync("/api/users/blocked")).Items);

        (await ann.DeleteAsync($"/api/users/{eve.Id}/block")).Is(200);
        (await eve.PostAsync($"/api/chats/{chat}/messages", new { content = "Hello" })).Is(201);
    }

    async Task<string> SheetAsync(string who) => WebUtility.HtmlDecode(SheetIn().Match(await talk.HtmlAsync(who, "/settings")).Groups[1].Value);

    async Task<(string Text, bool IsKept)> GetAsync(string who, string path)
    {
        using var answer = await talk.GetAsync(who, path);
        return (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer.Headers.CacheControl is { NoStore: false });
    }

    [GeneratedRegex("id=\"mine\" href=\"([^\"]+)\"")]
    private static partial Regex SheetIn();
}
