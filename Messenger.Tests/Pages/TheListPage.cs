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
    public async Task Invites_who_has_no_chats()
    {
        using var cleo = await server.RegisterAsync("cleo");

        Assert.Contains("Your chats will be listed here.", (await cleo.OpenAsync("/chats/list")).Words);
    }

    [Theory]
    [InlineData("?before=-1")]
    [InlineData("?before=9223372036854775807&id=x")]
    [InlineData("?before=x")]
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
        for (var i = 0; i < Chats.PinLimit; i++)
        {
            var pinned = await server.DoAsync((Chats chats) => chats.GroupAsync(me, $"Group {i}", []));
            await server.DoAsync(async (Chats chats) =>
            {
                await chats.PinAsync(me, pinned, true);
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
