using System.Net;
using Messenger.Domain;

namespace Messenger.Tests;

public sealed class FindingMessagesPages(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task Shows_where_who_and_the_words_marked_and_leads_there()
    {
        var chat = await talk.NewGroupAsync();
        var said = await talk.SayAsync("ann", chat, $"{new string('x', 300)} the <b>lighthouse</b> keeper, **Zoë** {new string('y', 300)}");

        var page = await talk.Of("bob").OpenAsync("/search?q=ZOE%20lightHOUSE");

        Assert.Contains($"href=\"/chats/{chat}?around={said.Sequence}#message-{said.Id}\"", page.Html);
        Assert.Contains("…the &lt;b&gt;<mark>lighthouse</mark>&lt;/b&gt; keeper, <mark>Zoë</mark> yyy", page.Html);
        Assert.Contains("Hikers ann : …the", page.Words);
        Assert.Contains($"id=\"message-{said.Id}\"", (await talk.Of("bob").OpenAsync($"/chats/{chat}?around={said.Sequence}")).Html);
        Assert.DoesNotContain("lighthouse</mark>", await talk.HtmlAsync("eve", "/search?q=lighthouse"));
    }

    [Fact]
    public async Task Goes_on_with_the_older_ones()
    {
        var chat = await talk.NewGroupAsync();
        for (var i = 0; i <= MessageSearch.PageLimit; i++)
        {
            await talk.SayAsync("ann", chat, $"tide {i}.");
        }

        var newest = await talk.HtmlAsync("ann", "/search?q=tide");
        Assert.Equal(MessageSearch.PageLimit, newest.Split("<mark>tide</mark>").Length - 1);
        var older = WebUtility.HtmlDecode(newest.Split("href=\"").Select(part => part.Split('"')[0]).Single(path => path.Contains("before=")));

        var oldest = await talk.HtmlAsync("ann", older);
        Assert.Contains("<mark>tide</mark> 0.", oldest);
        Assert.DoesNotContain("before=", oldest.Split("id=\"found\"")[1]);
    }

    [Fact]
    public async Task Looks_through_one_chat_and_leads_to_a_day_in_it()
    {
        var (group, direct) = (await talk.NewGroupAsync(), await talk.DirectAsync());
        var (first, _) = (await talk.SayAsync("ann", group, "A pebble"), await talk.SayAsync("ann", direct, "Another pebble"));

        Assert.Contains($"/search?chat={group}", await talk.HtmlAsync("ann", $"/chats/{group}"));
        var page = await talk.Of("ann").OpenAsync($"/search?chat={group}&q=pebble");
        Assert.Contains("A pebble", page.Words);
        Assert.DoesNotContain("Another", page.Html[page.Html.IndexOf("<main", StringComparison.Ordinal)..]);
        Assert.Equal($"/chats/{group}", page.FindForm($"/chats/{group}").Action);
        Assert.Equal(HttpStatusCode.NotFound, (await talk.Of("eve").OpenAsync($"/search?chat={group}&q=pebble")).Status);

        // The system line that the group was made comes first.
        using var today = await talk.GetAsync("ann", $"/chats/{group}?day={DateTime.UtcNow.AddDays(-1):yyyy-MM-dd}");
        Assert.Matches($"^/chats/{group}\\?around=1#message-[0-9]+$", today.Headers.Location!.OriginalString);
        using var later = await talk.GetAsync("ann", $"/chats/{group}?day={DateTime.UtcNow.AddDays(2):yyyy-MM-dd}");
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await talk.GetAsync("ann", $"/chats/{group}?day=soon")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await talk.GetAsync("eve", $"/chats/{group}?day=2026-01-31")).StatusCode);
        Assert.Equal(2, first.Sequence);
    }

    [Theory]
    [InlineData("before:2026-0", "A day is written like 2026-01-31.")]
    [InlineData("has:it", "After has: comes file, image, video, audio or link.")]
    public async Task Says_what_is_not_understood_and_finds_people_all_the_same(string typed, string says)
    {
        var page = await talk.Of("ann").OpenAsync($"/search?q={typed}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(says, page.Words);
        Assert.DoesNotContain("Nothing found", page.Words);
    }

    [Fact]
    public async Task Takes_no_more_than_the_field_does()
    {
        var page = await talk.Of("ann").OpenAsync($"/search?q={new string('a', MessageQuery.TypedLimit + 1)}");

        Assert.Contains("At most 200 characters.", page.Words);
    }

    [Fact]
    public async Task Finds_what_the_worker_has_brought_into_the_index()
    {
        await talk.SayAsync("ann", await talk.DirectAsync(), "A barnacle");

        await Eventually.TrueAsync(async () => (await talk.DoAsync((SearchIndexer indexer) => indexer.GetProgressAsync())).Behind == 0);

        Assert.Contains("A <mark>barnacle</mark>", await talk.HtmlAsync("bob", "/search?q=barnacle"));
    }
}
