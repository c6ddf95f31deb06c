using System.Net;
using System.Text.RegularExpressions;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>What was sent to a chat is found again, by kind, and one picture leads to the next.</summary>
public sealed class LookingThroughFiles(Server server) : IClassFixture<Server>, IAsyncLifetime
{
    int chat;
    Browser ann = null!, bob = null!;

    public async ValueTask InitializeAsync()
    {
        (ann, bob) = (await NewAsync("ann"), await NewAsync("bob"));
        chat = await ann.GroupAsync("Hikers", Company.IdIn(bob.Page));
    }

    public ValueTask DisposeAsync()
    {
        ann.Dispose();
        bob.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Each_kind_has_its_page_and_an_empty_one_says_so()
    {
        Assert.Contains("Nothing here yet", await HtmlAsync(""));
        await ann.SendAsync(chat, "sea.jpg", Pictures.Jpeg());
        await ann.SendAsync(chat, "song.wav", Recordings.Wav(4));
        await ann.SendAsync(chat, "plan.txt", "Bring water"u8.ToArray());

        Assert.Equal(["sea.jpg"], Names(await HtmlAsync("")));
        Assert.Equal(["sea.jpg"], Names(await HtmlAsync("?show=pictures")));
        Assert.Equal(["song.wav"], Names(await HtmlAsync("?show=audio")));
        Assert.Equal(["plan.txt"], Names(await HtmlAsync("?show=documents")));
    }

    [Fact]
    public async Task Pictures_follow_each_other_as_they_were_sent()
    {
        var first = Key(await ann.SendAsync(chat, "1.jpg", Pictures.Jpeg()));
        using var answer = await ann.SendAsync(chat, "", [new Sent("2.jpg", Pictures.Jpeg()), new Sent("notes.txt", [1]), new Sent("3.mp4", Recordings.Mp4(5))]);
        var several = Sending.AddressesIn(await answer.TextAsync()).Select(Key).Distinct().ToList();
        // Of another chat, in between.
        await ann.SendAsync(await ann.GroupAsync("Another"), "4.jpg", Pictures.Jpeg());
        var last = Key(await bob.SendAsync(chat, "5.jpg", Pictures.Jpeg()));
        List<(string? Older, string? Newer)> ways = [];

        foreach (var key in new[] { first, several[0], several[2], last })
        {
            var html = (await bob.OpenAsync($"/pictures/{key}")).Html;
            ways.Add((Way(html, "prev"), Way(html, "next")));
        }

        Assert.Equal([(null, several[0]), (first, several[2]), (several[0], last), (several[2], null)], ways);
        Assert.Equal(HttpStatusCode.NotFound, (await bob.OpenAsync($"/pictures/{several[1]}")).Status);
    }

    [Fact]
    public async Task Many_come_page_by_page_and_those_of_a_deleted_message_are_gone()
    {
        var paper = new Sent("paper.txt", "Words"u8.ToArray());
        for (var sent = 0; sent < SharedFiles.PageLimit + 5; sent += 5)
        {
            using var answer = await ann.SendAsync(chat, "", [.. Enumerable.Range(sent, 5).Select(n => paper with { Name = $"{n}.txt" })]);
        }

        var newest = await HtmlAsync("?show=documents");
        var older = await HtmlAsync(WebUtility.HtmlDecode(Regex.Match(newest, "/files(\\?show=documents&amp;before=\\d+)").Groups[1].Value));
        await ann.ActAsync($"/chats/{chat}/messages/{(await Drawn.AllAsync(ann, chat))[^1].Id}/delete");

        string[] all = [.. Enumerable.Range(0, SharedFiles.PageLimit + 5).Reverse().Select(n => $"{n}.txt")];
        Assert.Equal(all, Names(newest).Concat(Names(older)));
        Assert.DoesNotContain("before=", older);
        Assert.Equal(all[5..], Names(await HtmlAsync("?show=documents")));
    }

    async Task<string> HtmlAsync(string query) => (await bob.OpenAsync($"/chats/{chat}/files{query}")).Html;

    static string[] Names(string html) => [.. Regex.Matches(html, "alt=\"Photo: ([^,]+),|<bdi>([^<]+\\.\\w{3})</bdi>").Select(match => match.Groups[1].Value + match.Groups[2].Value)];

    static string Key(string address) => address.Split('/')[^1];

    static string? Way(string html, string rel) => Regex.Match(html, $"rel=\"{rel}\" href=\"/pictures/(\\w+)\"") is { Success: true } way ? way.Groups[1].Value : null;

    async Task<Browser> NewAsync(string name) => await server.RegisterAsync($"{name}{Guid.NewGuid():N}"[..12]);
}
