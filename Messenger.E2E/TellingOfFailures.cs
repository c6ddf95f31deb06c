using Messenger.Tests;
using Microsoft.AspNetCore.Http;

namespace Messenger.E2E;

/// <summary>What fails on a page comes into the server's log, without what somebody wrote.</summary>
public sealed class TellingOfFailures(Chromium chromium, HeldServer server) : Story(chromium, server), IClassFixture<HeldServer>
{
    [Fact]
    public async Task Says_what_and_where_a_few_times_and_leaves_out_what_is_quoted()
    {
        List<string> told = [];
        server.Around = async (http, answer) =>
        {
            if (http.Request.Path == "/log")
            {
                http.Request.EnableBuffering();
                var said = await new StreamReader(http.Request.Body, leaveOpen: true).ReadToEndAsync();
                http.Request.Body.Position = 0;
                lock (told)
                {
                    told.Add(said);
                }
            }

            await answer();
        };
        var ann = await SomebodyAsync("Ann");
        ann.Expects("odd");

        for (var i = 0; i < 5; i++)
        {
            await ann.Page.EvaluateAsync("""() => setTimeout(() => { throw new TypeError('odd: "what Ann wrote" is no number') })""");
        }

        await ann.Page.EvaluateAsync("() => new Promise(done => setTimeout(done))");
        await Eventually.TrueAsync(() => Count(told) == 3);
        Assert.All(told, said => Assert.StartsWith("TypeError: odd: … is no number at ", said));
        Assert.All(told, said => Assert.Contains(" on / of ", said));
    }

    static int Count(List<string> told)
    {
        lock (told)
        {
            return told.Count;
        }
    }
}
