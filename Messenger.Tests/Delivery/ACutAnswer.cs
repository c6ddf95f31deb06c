using System.Text;

namespace Messenger.Tests;

public sealed class ACutAnswer(Server server) : IClassFixture<Server>
{
    const int Cuts = 1000;

    [Fact]
    public async Task Loses_nothing_doubles_nothing_and_leaves_no_hole()
    {
        using var crowd = await Crowd.GatherAsync(server.Home, 8);
        await using var line = new CuttingProxy("127.0.0.1", server.Home.Port);
        var (answers, cuts) = (0, 0);
        // Two of three answers that say "posted" never arrive: some messages are tried again more than once.
        line.CutAnswerWhen = answer => IsPosted(answer) && Interlocked.Increment(ref answers) % 3 > 0 && Interlocked.Increment(ref cuts) <= Cuts;

        await crowd.SendAsync(new Uri($"http://127.0.0.1:{line.Port}/"), () => cuts < Cuts, () => Task.CompletedTask);

        Assert.True(cuts >= Cuts);
        await crowd.AssertAllThereAsync();
    }

    // The redirect of a plain form, and the fragment for a script.
    static bool IsPosted(ReadOnlyMemory<byte> answer) =>
        Encoding.ASCII.GetString(answer.Span[..Math.Min(12, answer.Length)]) is "HTTP/1.1 302" or "HTTP/1.1 200";
}
