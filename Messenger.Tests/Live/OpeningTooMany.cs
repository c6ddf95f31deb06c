using System.Net;
using Microsoft.AspNetCore.SignalR;

namespace Messenger.Tests;

/// <summary>One person's open pages have a limit, and the others notice nothing of it.</summary>
public sealed class OpeningTooMany(CarefulServer server) : IClassFixture<CarefulServer>
{
    const int Limit = 100;

    [Fact]
    public async Task Lines_is_told_to_wait_and_those_that_are_open_stay()
    {
        using var ann = await server.RegisterAsync("ann");
        using var bob = await server.RegisterAsync("bob");
        List<OpenPage> open = [];
        for (var i = 0; i < Limit; i++)
        {
            open.Add(await OpenPage.OfAsync(server.Home, ann));
        }

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => OpenPage.OfAsync(server.Home, ann));
        await using var others = await OpenPage.OfAsync(server.Home, bob);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.True(await others.StampAsync() >= 0);
        Assert.DoesNotContain(open, page => page.Closed.IsCompleted);
        await open[0].DisposeAsync();
        await Eventually.TrueAsync(() => OpensAsync(ann), () => "There is room for one, and it is not let in.");
        await Task.WhenAll(open.Select(page => page.DisposeAsync().AsTask()));
    }

    /// <summary>Asked before any of them is open, all are let in to begin with.</summary>
    [Fact]
    public async Task Lines_at_once_leaves_no_more_open_than_one_by_one()
    {
        using var kim = await server.RegisterAsync("kim");

        var open = await Task.WhenAll(Enumerable.Range(0, Limit + 20).Select(_ => TryAsync(kim)));

        var pages = open.OfType<OpenPage>().ToList();
        await Eventually.TrueAsync(() => pages.Count(page => !page.Closed.IsCompleted) <= Limit, () => "There are too many.");
        await Task.WhenAll(pages.Select(page => page.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Endless_pages_is_told_to_wait()
    {
        using var lea = await server.RegisterAsync("lea");
        var chat = await lea.GroupAsync("Alone");
        List<HttpResponseMessage> open = [];
        for (var i = 0; i < Limit; i++)
        {
            open.Add(await EndlessAsync(lea, chat));
        }

        using var one = await EndlessAsync(lea, chat);

        Assert.All(open, page => Assert.Equal(HttpStatusCode.OK, page.StatusCode));
        Assert.Equal(HttpStatusCode.TooManyRequests, one.StatusCode);
        open.ForEach(page => page.Dispose());
    }

    async Task<bool> OpensAsync(Browser who)
    {
        var page = await TryAsync(who);
        await (page?.DisposeAsync() ?? ValueTask.CompletedTask);
        return page is not null;
    }

    async Task<OpenPage?> TryAsync(Browser who)
    {
        try
        {
            return await OpenPage.OfAsync(server.Home, who);
        }
        catch (Exception refused) when (refused is HttpRequestException or IOException or OperationCanceledException or InvalidOperationException or HubException)
        {
            return null;
        }
    }

    async Task<HttpResponseMessage> EndlessAsync(Browser who, int chat)
    {
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = who.Cookies }) { BaseAddress = server.Home };
        return await http.GetAsync($"/chats/{chat}/live", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }
}
