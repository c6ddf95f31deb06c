using System.Net;

namespace Messenger.Tests;

public sealed class StartingTooManyChats(TimelessServer server) : IClassFixture<TimelessServer>
{
    [Theory]
    [InlineData("/chats/direct", "userId")]
    [InlineData("/chats/new/group", "people")]
    public async Task Is_asked_to_wait(string path, string field)
    {
        using var ann = await server.RegisterAsync($"ann{field}".ToLowerInvariant());
        var bob = await server.PersonAsync($"bob{field}".ToLowerInvariant());

        await ann.OpenAsync("/chats/new");
        var visitor = Visitor.From("ann", server.Home, ann);

        // 30 at once, one more in 2 seconds.
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => visitor.PostAsync(path, $"{field}={bob}")));

        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.Equal(30, refused.Count);
        Assert.All(refused, answer => Assert.NotNull(answer.Headers.RetryAfter));
    }
}
