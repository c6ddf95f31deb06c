using System.Net;

namespace Messenger.Tests;

public sealed class StartingTooManyChats(StartingTooManyChats.Throttled server) : IClassFixture<StartingTooManyChats.Throttled>
{
    [Theory]
    [InlineData("/chats/direct", "userId")]
    [InlineData("/chats/new/group", "people")]
    [InlineData("/settings/tokens", "name")]
    public async Task Is_asked_to_wait(string path, string field)
    {
        using var ann = await server.RegisterAsync($"ann{field}".ToLowerInvariant());
        var bob = await server.PersonAsync($"bob{field}".ToLowerInvariant());

        // 30 at once, one more in 2 seconds.
        var page = await ann.ActAsync(path, (field, $"{bob}"));
        for (var tries = 1; tries < 60 && page.Status != HttpStatusCode.TooManyRequests; tries++)
        {
            page = await ann.ActAsync(path, (field, $"{bob}"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, page.Status);
        Assert.NotNull(page.Answer.Headers.RetryAfter);
    }

    public sealed class Throttled : Server
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("Messenger:RateLimits", "on")];
    }
}
