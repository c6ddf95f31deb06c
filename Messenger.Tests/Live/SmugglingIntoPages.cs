using System.Text.RegularExpressions;

namespace Messenger.Tests;

/// <summary>What people write comes out as they wrote it, in pages and in fragments, and never as a part of the page.</summary>
[RunsOnce]
public sealed class SmugglingIntoPages(Talk talk) : IClassFixture<Talk>
{
    public static readonly TheoryData<string> Payloads =
    [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "<b hx-swap-oob=\"true\" id=\"chat-list\">x</b>",
        "<hx-partial hx-target=\"body\">x</hx-partial>",
        "</title><hx-partial hx-get=\"/evil\">x",
        "'\" hx-get=\"/evil\" hx-trigger=\"load\"",
    ];

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task Stays_text_everywhere(string payload)
    {
        var typed = Uri.EscapeDataString(payload);
        await using var bobs = await talk.OpenAsync("bob");
        await talk.PostAsync("ann", "/settings", $"username=ann&full_name={payload}&status={payload}");
        var group = await talk.NewGroupAsync();
        await talk.PostAsync("ann", $"/chats/{group}/name", $"name={payload}");
        var message = Drawn.In(await talk.PostAsync("ann", $"/chats/{group}", $"text={payload}")).Single();
        var answer = await talk.PostAsync("ann", $"/chats/{group}", $"text=> {payload}&reply_to={message.Id}");
        await using var anns = await talk.OpenAsync("ann");
        await anns.TypeAsync(group);
        await bobs.HearsAsync("печатает");
        using var frame = await EndlessPage.OpenAsync(talk.Home, talk.Of("bob"), group, 0);
        await frame.ShowsAsync("</li>");
        await talk.PostAsync("ann", $"/chats/{group}/messages/{message.Id}", $"text=Changed {payload}");
        await bobs.HearsAsync("Changed");

        AssertText(payload, answer);
        AssertText(payload, frame.Html);
        foreach (var heard in bobs.Heard)
        {
            AssertText(payload, heard.Html);
        }

        string[] pages =
        [
            "/", "/settings", "/settings/devices", "/search", $"/search?q={typed}", "/chats/new", $"/chats/new?q={typed}", $"/chats/new/group?name={typed}&q={typed}",
            $"/chats/{group}", $"/chats/{group}?reply={message.Id}", $"/chats/{group}/members", $"/chats/{group}/members?q={typed}",
            $"/chats/{group}/messages/{message.Id}", $"/people/{talk.IdOf("ann")}",
        ];
        foreach (var (page, who, isScript) in from page in pages from who in new[] { "ann", "bob" } from isScript in new[] { false, true } select (page, who, isScript))
        {
            AssertText(payload, await talk.HtmlAsync(who, page, isScript));
        }

        Assert.Contains(payload, Page.WordsOf(await talk.HtmlAsync("bob", $"/chats/{group}")));
    }

    // Of the payload nothing may be left that a parser would take for a tag or an attribute of ours.
    static void AssertText(string payload, string html)
    {
        Assert.DoesNotContain(payload, html);
        Assert.DoesNotContain("<script>", html);
        Assert.DoesNotContain("<img", html);
        foreach (var tag in Regex.Matches(html, "<[a-zA-Z/!][^>]*>").Select(match => Regex.Replace(match.Value, "\"[^\"]*\"|'[^']*'", "")))
        {
            Assert.DoesNotContain("onerror", tag);
            Assert.DoesNotContain("hx-swap-oob", tag);
        }

        Assert.DoesNotContain("hx-target=\"body\"", html);
        Assert.DoesNotContain("hx-get=\"/evil", html);
    }
}
