using System.Net;
using System.Text.RegularExpressions;
using Messenger.Domain;

namespace Messenger.Tests;

public sealed class TheListPage(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Leads_to_the_hundred_and_first_chat()
    {
        using var ann = await server.RegisterAsync("ann");
        await MakeAsync("ann", Chats.ListLimit + 1);

        var first = await ann.OpenAsync("/");
        Assert.Equal(Chats.ListLimit, Rows(first).Count);
        var more = WebUtility.HtmlDecode(Regex.Match(first.Html, "href=\"(/chats/list[^\"]*)\"").Groups[1].Value);
        var second = await ann.OpenAsync(more);

        Assert.Contains("<!doctype html>", second.Html);
        Assert.Equal(["Group 1"], Rows(second));
        Assert.DoesNotContain("More chats", second.Words);
    }

    [Fact]
    public async Task Answers_a_script_with_rows_alone()
    {
        using var bob = await server.RegisterAsync("bob");
        await MakeAsync("bob", Chats.ListLimit);
        var more = WebUtility.HtmlDecode(Regex.Match((await bob.OpenAsync("/")).Html, "hx-get=\"(/chats/list[^\"]*)\"").Groups[1].Value);
        bob.Headers.Add("HX-Request", "true");

        Assert.StartsWith("<li class=\"chat-row\"", (await bob.OpenAsync("/chats/list")).Html.TrimStart());
        // The page was full, and there is nothing after it: the link goes away.
        Assert.Equal((HttpStatusCode.OK, ""), ((await bob.OpenAsync(more)).Status, bob.Page.Html));
    }

    [Fact]
    public async Task Has_the_open_chat_wherever_it_stands()
    {
        using var fay = await server.RegisterAsync("fay");
        var oldest = await fay.GroupAsync("The oldest of all");
        await MakeAsync("fay", Chats.ListLimit + 20);

        Assert.DoesNotContain("The oldest of all", Rows(await fay.OpenAsync("/")));
        foreach (var path in new[] { $"/chats/{oldest}", $"/chats/{oldest}/members", $"/chats/list?open={oldest}" })
        {
            Assert.Equal((path, Chats.ListLimit + 1, "The oldest of all"), (path, Rows(await fay.OpenAsync(path)).Count, Rows(fay.Page)[^1]));
        }

        Assert.Equal(Chats.ListLimit, Rows(await fay.OpenAsync($"/chats/list?open=999999")).Count);
    }

    [Fact]
    public async Task Goes_on_as_far_as_it_was_and_counts_what_is_unread_beyond()
    {
        using var gus = await server.RegisterAsync("gus");
        var (me, hal) = (await server.IdOfAsync("gus"), await server.PersonAsync("hal"));
        var first = await server.DoAsync((Chats chats) => chats.GroupAsync(hal, "Talkative", [me]));
        var muted = await server.DoAsync((Chats chats) => chats.GroupAsync(hal, "Muted", [me]));
        await gus.ActAsync($"/chats/{muted}/mute", ("on", "true"));
        foreach (var (chat, count) in new[] { (first, 3), (muted, 4) })
        {
            for (var i = 0; i < count; i++)
            {
                await server.DoAsync((Domain.Messages messages) => messages.PostAsync(hal, chat, "Hello"));
            }
        }

        await MakeAsync("gus", (2 * Chats.ListLimit) + 1);

        Assert.Equal((Chats.ListLimit, "3"), (Rows(await gus.OpenAsync("/")).Count, Beyond(gus.Page)));
        Assert.Equal((2 * Chats.ListLimit, "3"), (Rows(await gus.OpenAsync("/chats/list?rows=101")).Count, Beyond(gus.Page)));
        Assert.Equal(((2 * Chats.ListLimit) + 3, ""), (Rows(await gus.OpenAsync("/chats/list?rows=201")).Count, Beyond(gus.Page)));
        // It is in the list, so it counts for itself.
        Assert.Equal("0", Beyond(await gus.OpenAsync($"/chats/{first}")));

        static string Beyond(Page page) => Regex.Match(page.Html, "more-chats\" data-unread=\"(\\d+)\"").Groups[1].Value;
    }

    [Fact]
    public async Task Invites_who_has_no_chats()
    {
        using var cleo = await server.RegisterAsync("cleo");

        Assert.Contains("Your chats will be listed here.", (await cleo.OpenAsync("/chats/list")).Words);
    }

    [Theory]
    [InlineData("?before=-1")]
    [InlineData("?before=9223372036854775807&id=x")]
    [InlineData("?before=x")]
    [InlineData("?open=x&rows=-5")]
    [InlineData("?rows=99999999999")]
    public async Task Shows_the_first_page_at_odd_addresses(string query)
    {
        using var dora = await server.RegisterAsync($"dora{Random.Shared.Next()}");
        await dora.GroupAsync("Here I am");

        Assert.Equal(["Here I am"], Rows(await dora.OpenAsync($"/chats/list{query}")));
    }

    [Fact]
    public async Task Has_room_for_fifty_pins()
    {
        using var emma = await server.RegisterAsync("emma");
        var me = await server.IdOfAsync("emma");
        for (var i = 0; i < PersonalChatSettings.PinLimit; i++)
        {
            var pinned = await server.DoAsync((Chats chats) => chats.GroupAsync(me, $"Group {i}", []));
            await server.DoAsync(async (PersonalChatSettings settings) =>
            {
                await settings.PinAsync(me, pinned, true);
                return true;
            });
        }

        var page = await emma.ActAsync($"/chats/{await emma.GroupAsync("One more")}/pin", ("on", "true"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("At most 50 chats can be pinned.", page.Words);
    }

    Task MakeAsync(string username, int count) => server.DoAsync(async (Chats chats) =>
    {
        var me = await server.IdOfAsync(username);
        for (var i = 1; i <= count; i++)
        {
            await chats.GroupAsync(me, $"Group {i}", []);
        }

        return true;
    });

    static List<string> Rows(Page page) => [.. Regex.Matches(page.Html, "<span class=\"chat-name\"><bdi>(.*?)</bdi>").Select(row => row.Groups[1].Value)];
}
