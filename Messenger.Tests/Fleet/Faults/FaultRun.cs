using System.Net.Http.Json;
using System.Text.Json;

namespace Messenger.Tests;

/// <summary>
/// Three nodes, a PostgreSQL and a Redis, any of which is killed or frozen again and again while programs write through all nodes and others listen.
/// MESSENGER_FAULTS says how many faults, MESSENGER_BETWEEN how many messages are acknowledged before each; a few by default.
/// </summary>
[RunsOnce]
public sealed class FaultRun
{
    const int Nodes = 3, Writers = 6, Readers = 6;

    static readonly int faults = int.Parse(Environment.GetEnvironmentVariable("MESSENGER_FAULTS") ?? "8"), between = int.Parse(Environment.GetEnvironmentVariable("MESSENGER_BETWEEN") ?? "30");

    // Always the same ones in the same order: what was found once is found again.
    readonly Random random = new(14);

    [Fact]
    public async Task Loses_nothing_and_hides_nothing()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await postgres.CreateDatabaseAsync("messenger");
        var redis = new RedisServer();
        await using var _ = redis;
        await redis.InitializeAsync();
        var folder = Directory.CreateTempSubdirectory("messenger-faults-").FullName;
        var settings = new Dictionary<string, string?> { ["ConnectionStrings__Redis"] = redis.Address };
        BuiltMessenger[] nodes = [.. Enumerable.Range(0, Nodes).Select(_ => new BuiltMessenger(new Database("messenger", folder, postgres.ConnectionString("messenger"), null)) { Settings = settings })];
        try
        {
            foreach (var node in nodes)
            {
                await node.StartAsync();
            }

            await RunAsync(nodes, Faults(nodes, postgres, redis));
        }
        finally
        {
            foreach (var node in nodes)
            {
                await node.DisposeAsync();
            }
        }

        Directory.Delete(folder, true);
    }

    async Task RunAsync(BuiltMessenger[] nodes, (string Name, Func<Task> Begin, Func<Task> End)[] kinds)
    {
        var people = new List<(int Id, string Token)>();
        for (var i = 1; i <= Writers + Readers; i++)
        {
            people.Add(await RegisterAsync(nodes[0].Home, $"person{i}"));
        }

        var chat = await GroupAsync(nodes[0].Home, people);
        Writer[] writers = [.. people.Take(Writers).Index().Select(one => new Writer($"w{new string('-', one.Index)}", chat, one.Item.Token, nodes))];
        Reader[] readers = [.. people.Skip(Writers).Index().Select(one => new Reader($"r{new string('-', one.Index)}", chat, one.Item.Token, nodes))];
        // Lines of the system.
        string[] before = [.. (await HistoryAsync(nodes[0].Home, chat, people[0].Token)).Select(message => message.Text)];
        using var enough = new CancellationTokenSource();
        var isOver = false;
        var writing = Task.WhenAll(writers.Select(writer => writer.WriteAsync(() => !isOver)));
        var listening = Task.WhenAll(readers.Select(reader => reader.ListenAsync(enough.Token)));
        for (var fault = 0; fault < faults; fault++)
        {
            // Each kind once, and then any.
            var (name, begin, end) = kinds[fault < kinds.Length ? fault : random.Next(kinds.Length)];
            await MoreAsync(writers, writing);
            await begin();
            if (!name.Contains("PostgreSQL"))
            {
                await MoreAsync(writers, writing);
            }

            await end();
        }

        await MoreAsync(writers, writing);
        isOver = true;
        await writing;
        var history = await HistoryAsync(nodes[0].Home, chat, people[0].Token);
        // Whoever missed something is told within seconds, with nobody saying anything any more.
        await Eventually.TrueAsync(() => listening.IsCompleted || readers.All(reader => reader.Count >= history.Count), () => $"Of {history.Count} messages they see {string.Join(", ", readers.Select(reader => reader.Count))}.");
        await enough.CancelAsync();
        await listening;
        Assert.Empty(DeliveryCheck.Faults([new("system", before, before), .. writers.Select(writer => writer.Sends)], history, [.. readers.Select(reader => reader.Seen)]));
        TestContext.Current.TestOutputHelper?.WriteLine($"{faults} faults, {writers.Sum(writer => writer.Count)} messages acknowledged, {readers.Sum(reader => reader.Lines)} sockets for {Readers} readers.");
        Array.ForEach(writers, writer => writer.Dispose());
        Array.ForEach(readers, reader => reader.Dispose());
    }

    (string Name, Func<Task> Begin, Func<Task> End)[] Faults(BuiltMessenger[] nodes, PostgresServer postgres, RedisServer redis)
    {
        var killed = nodes[0];
        return
        [
            ("a node is killed", () => (killed = nodes[random.Next(Nodes)]).KillAsync(), () => killed.StartAsync()),
            ("Redis is killed", redis.KillAsync, redis.StartAgainAsync),
            ("Redis is frozen", redis.FreezeAsync, redis.ThawAsync),
            ("Redis cuts who listens", () => redis.AskAsync("CLIENT", "KILL", "TYPE", "pubsub"), () => Task.CompletedTask),
            ("PostgreSQL is frozen", postgres.PauseAsync, postgres.ResumeAsync),
            ("PostgreSQL is started anew", postgres.StopAsync, postgres.StartAgainAsync),
            ("a node is asked to end", async () => await (killed = nodes[random.Next(Nodes)]).TerminateAsync(), () => killed.StartAsync()),
        ];
    }

    static async Task MoreAsync(Writer[] writers, Task writing)
    {
        var enough = writers.Sum(writer => writer.Count) + between;
        await Eventually.TrueAsync(() => writers.Sum(writer => writer.Count) >= enough || writing.IsFaulted, () => "Nothing is acknowledged any more.");
        if (writing.IsFaulted)
        {
            await writing;
        }
    }

    static async Task<(int Id, string Token)> RegisterAsync(Uri home, string name)
    {
        using var http = new HttpClient();
        var mine = await AnswerAsync(await http.PostAsJsonAsync(new Uri(home, "/api/auth/register"), new { username = name, email = $"{name}@example.org", password = Server.Password }));
        var came = await AnswerAsync(await http.PostAsJsonAsync(new Uri(home, "/api/auth/login"), new { email = $"{name}@example.org", password = Server.Password }));
        return (mine.GetProperty("id").GetInt32(), came.GetProperty("access_token").GetString()!);
    }

    static async Task<int> GroupAsync(Uri home, List<(int Id, string Token)> people)
    {
        using var http = new HttpClient { DefaultRequestHeaders = { { "Authorization", $"Bearer {people[0].Token}" } } };
        var group = await AnswerAsync(await http.PostAsJsonAsync(new Uri(home, "/api/chats"), new { is_group = true, name = "Crowd", participant_ids = people.Skip(1).Select(person => person.Id) }));
        return group.GetProperty("id").GetInt32();
    }

    static async Task<IReadOnlyList<Posted>> HistoryAsync(Uri home, int chat, string token)
    {
        using var http = new HttpClient { DefaultRequestHeaders = { { "Authorization", $"Bearer {token}" } } };
        SortedDictionary<int, Posted> all = [];
        for (var before = ""; ;)
        {
            var page = (await AnswerAsync(await http.GetAsync(new Uri(home, $"/api/chats/{chat}/messages?limit=100{before}")))).EnumerateArray().ToList();
            if (page.Count == 0)
            {
                return [.. all.Values];
            }

            foreach (var message in page)
            {
                var sequence = message.GetProperty("sequence").GetInt32();
                all[sequence] = new Posted(sequence, message.GetProperty("content").GetString()!);
            }

            before = $"&before={page.Min(message => message.GetProperty("id").GetInt32())}";
        }
    }

    static async Task<JsonElement> AnswerAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.True(answer.IsSuccessStatusCode, $"{answer}\n{await answer.Content.ReadAsStringAsync()}");
            return JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync());
        }
    }
}
