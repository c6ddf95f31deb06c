using Microsoft.AspNetCore.SignalR.Client;

namespace Messenger.Tests;

/// <summary>What a page says through its line is counted like what programs say through sockets.</summary>
[RunsOnce]
public sealed class SayingTooMuch(CarefulServer server) : IClassFixture<CarefulServer>
{
    // As many at once as a person may say, and far more.
    const int AtOnce = 300, Flood = 3000;

    [Theory]
    [InlineData("Beat", 0, true)]
    [InlineData("Stamp")]
    [InlineData("Type", 1, true)]
    [InlineData("Renew", 1, "page")]
    [InlineData("Signal", 1, "{}")]
    public async Task Is_answered_more_slowly_and_the_others_notice_nothing(string method, params object[] arguments)
    {
        using var ann = await server.RegisterAsync($"ann{method}".ToLowerInvariant());
        using var bob = await server.RegisterAsync($"bob{method}".ToLowerInvariant());
        await using var anns = await OpenPage.OfAsync(server.Home, ann);
        await using var bobs = await OpenPage.OfAsync(server.Home, bob);

        var said = Enumerable.Range(0, Flood).Select(_ => SayAsync(anns, method, arguments)).ToList();
        await Task.WhenAll(said[..(AtOnce - 10)]);
        for (var i = 0; i < 100; i++)
        {
            Assert.True(await bobs.StampAsync() >= 0);
        }

        Assert.False(said[^1].IsCompleted);
        Assert.False(anns.Closed.IsCompleted);
    }

    // Whether it is done or refused: both are answers.
    static Task SayAsync(OpenPage page, string method, object[] arguments) =>
        page.Line.InvokeCoreAsync<object?>(method, arguments, TestContext.Current.CancellationToken)
            .ContinueWith(answer => answer.Exception, TestContext.Current.CancellationToken);
}
