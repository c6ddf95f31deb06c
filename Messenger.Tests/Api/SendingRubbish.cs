using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Messenger.Tests;

/// <summary>
/// Thousands of odd requests, made from the description. MESSENGER_TEST_REQUESTS says how many, MESSENGER_TEST_SEED repeats a run
/// as nearly as many connections at once can be repeated.
/// </summary>
[RunsOnce]
public sealed class SendingRubbish(SendingRubbish.Overheard server) : IClassFixture<SendingRubbish.Overheard>
{
    const int Connections = 16;

    static readonly int requests = Number("MESSENGER_TEST_REQUESTS") ?? 20_000;
    static readonly int seed = Number("MESSENGER_TEST_SEED") ?? Environment.TickCount;

    [Fact]
    public async Task Is_refused_in_good_order_and_breaks_nothing()
    {
        var people = await PeopleAsync();
        ConcurrentQueue<string> faults = [];
        ConcurrentDictionary<int, int> statuses = [];
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(i => Task.Run(() => SendAsync(i, people, faults, statuses))));

        var counts = string.Join(", ", statuses.OrderBy(status => status.Key).Select(status => $"{status.Value} × {status.Key}"));
        TestContext.Current.TestOutputHelper?.WriteLine($"MESSENGER_TEST_SEED={seed}: {counts}");
        Assert.True(faults.IsEmpty && !server.Heard.Failures.Any(), $"MESSENGER_TEST_SEED={seed}: {counts}\n{string.Join('\n', faults.Concat(server.Heard.Failures).Take(20))}");
        Assert.Equal(requests / Connections * Connections, statuses.Values.Sum());
        (await people[0].GetAsync("/api/auth/me")).Is(200);
    }

    static async Task SendAsync(int worker, IReadOnlyList<Caller> people, ConcurrentQueue<string> faults, ConcurrentDictionary<int, int> statuses)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        var (manual, odd) = (people[0].Manual, new OddRequests(people[0].Manual, people[0].Home, [.. people.Select(person => person.Token!)], new Random(seed + worker)));
        for (var i = 0; i < requests / Connections; i++)
        {
            using var request = odd.Next();
            var sent = request.Content is null ? "" : Encoding.UTF8.GetString(await request.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            var answer = await Answer.FromAsync(await http.SendAsync(request, TestContext.Current.CancellationToken));
            statuses.AddOrUpdate(answer.Status, 1, (_, count) => count + 1);
            foreach (var fault in answer.Status >= 500 ? [$"{request} {answer.Text}"] : IsBeforeUs(answer) ? [] : manual.Faults(request, answer))
            {
                faults.Enqueue($"{fault}\nafter {(sent.Length > 300 ? sent[..300] : sent)} {request.Content?.Headers.ContentType}");
            }
        }
    }

    // An address that is none, such as one with a NUL, is refused by the web server itself.
    static bool IsBeforeUs(Answer answer) => answer is { Status: 400, Text: "" } && answer.Http.RequestMessage!.RequestUri!.AbsoluteUri.Contains("%00");

    async Task<IReadOnlyList<Caller>> PeopleAsync()
    {
        var (ann, bob, cleo) = (await server.JoinAsync(), await server.JoinAsync("bob"), await server.JoinAsync("cleo"));
        foreach (var chat in new[] { await ann.DirectAsync(bob), await ann.GroupAsync(bob, cleo), await cleo.GroupAsync(ann) })
        {
            await ann.SayAsync(chat, "Hello");
        }

        return [ann, bob, cleo];
    }

    static int? Number(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : null;

    public sealed class Overheard : Server
    {
        public LogCapture Heard { get; } = new();

        protected override void Log(ILoggingBuilder log) => log.ClearProviders().SetMinimumLevel(LogLevel.Error).AddProvider(Heard);
    }
}
