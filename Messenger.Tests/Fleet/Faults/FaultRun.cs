using System.Net.Http.Json;
using System.Text.Json;

namespace Messenger.Tests;

/// <summary>
/// Everything a fleet consists of is killed, frozen and cut again and again while programs write through all nodes and others listen.
/// MESSENGER_FAULTS says how many faults (by default each kind once), MESSENGER_BETWEEN how many messages are acknowledged before each.
/// </summary>
[RunsOnce]
public sealed class FaultRun
{
    const int Writers = 6, Readers = 6;

    static readonly int? wanted = int.TryParse(Environment.GetEnvironmentVariable("MESSENGER_FAULTS"), out var faults) ? faults : null;
    static readonly int between = int.Parse(Environment.GetEnvironmentVariable("MESSENGER_BETWEEN") ?? "20");

    // Always the same ones in the same order: what was found once is found again.
    readonly Random random = new(14);

    [Fact]
    public async Task Loses_nothing_and_hides_nothing()
    {
        await using var fleet = new FaultyFleet(random);
        await fleet.StartAsync();
        await RunAsync(fleet);
    }

    async Task RunAsync(FaultyFleet fleet)
    {
        var (home, kinds) = (fleet.Home, fleet.Faults);
        var people = new List<(int Id, string Token)>();
        for (var i = 1; i <= Writers + Readers; i++)
        {
            people.Add(await RegisterAsync(home, $"person{i}"));
        }

        var chat = await GroupAsync(home, people);
        Writer[] writers = [.. people.Take(Writers).Index().Select(one => new Writer($"w{new string('-', one.Index)}", chat, one.Item.Token, fleet.Ways))];
        Reader[] readers = [.. people.Skip(Writers).Index().Select(one => new Reader($"r{new string('-', one.Index)}", chat, one.Item.Token, fleet.Ways))];
        // Lines of the system.
        string[] before = [.. (await HistoryAsync(home, chat, people[0].Token)).Select(message => message.Text)];
        using var enough = new CancellationTokenSource();
        var isOver = false;
        var writing = Task.WhenAll(writers.Select(writer => writer.WriteAsync(() => !isOver)));
        var listening = Task.WhenAll(readers.Select(reader => reader.ListenAsync(enough.Token)));
        for (var fault = 0; fault < (wanted ?? kinds.Count); fault++)
        {
            // Each kind once, and then any.
            var kind = kinds[fault < kinds.Count ? fault : random.Next(kinds.Count)];
            await MoreAsync(writers, writing);
            TestContext.Current.TestOutputHelper?.WriteLine($"{DateTime.UtcNow:HH:mm:ss} {kind.Name}");
            await kind.BeginAsync();
            if (!kind.IsSilent)
            {
                await MoreAsync(writers, writing);
            }

            await kind.EndAsync();
        }

        await MoreAsync(writers, writing);
        isOver = true;
        await writing;
        var history = await HistoryAsync(home, chat, people[0].Token);
        // Whoever missed something is told within seconds, with nobody saying anything any more.
        await Eventually.TrueAsync(() => listening.IsCompleted || readers.All(reader => reader.Count >= history.Count), () => $"Of {history.Count} messages they see {string.Join(", ", readers.Select(reader => reader.Count))}.");
        await enough.CancelAsync();
        await listening;
        Assert.Empty(DeliveryCheck.Faults([new("system", before, before), .. writers.Select(writer => writer.Sends)], history, [.. readers.Select(reader => reader.Seen)]));
        TestContext.Current.TestOutputHelper?.WriteLine($"{wanted ?? kinds.Count} faults, {writers.Sum(writer => writer.Count)} messages acknowledged, {readers.Sum(reader => reader.Lines)} sockets for {Readers} readers.");
        Array.ForEach(writers, writer => writer.Dispose());
        Array.ForEach(readers, reader => reader.Dispose());
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
