using System.Diagnostics;

namespace Messenger.Tests;

/// <summary>503 and Retry-After within two seconds, as a problem document.</summary>
[Collection<Alone>]
public sealed class AskingWithoutDatabase(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Is_told_so_in_time_and_works_again_later()
    {
        var ann = await server.JoinAsync();
        var chat = await ann.DirectAsync(ann);
        server.LoseDatabase();
        try
        {
            await SorryAsync(() => ann.GetAsync("/api/chats/"));
            await SorryAsync(() => ann.PostAsync($"/api/chats/{chat}/messages", new { content = "Hello" }));
            await SorryAsync(() => ann.RefreshAsync());
            await SorryAsync(() => ann.PostAsync("/api/auth/login", new { email = ann.Email(), password = Server.Password }));
        }
        finally
        {
            server.FindDatabaseAgain();
        }

        (await ann.SayAsync(chat, "Hello")).Has(new { sequence = 1 });
    }

    // The best of eight counts: a busy machine only makes it longer.
    static async Task SorryAsync(Func<Task<Answer>> ask)
    {
        var best = TimeSpan.MaxValue;
        for (var tries = 0; tries < 8 && best > Promised.Sorry; tries++)
        {
            var watch = Stopwatch.StartNew();
            var answer = await ask();
            Assert.True(int.Parse(answer.Refuses(503).Header("Retry-After")!) > 0);
            best = watch.Elapsed;
        }

        Assert.True(best <= Promised.Sorry, $"It took {best}.");
    }
}
