using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Messenger.Tests;

/// <summary>
/// A program that listens by one way, and by another when it is cut off. It keeps what it sees by the messages' numbers, as a client does: what it
/// hears live, and, when it opens a socket or a revision is missing, what changed since the one it has.
/// </summary>
public sealed class Reader(string name, int chat, string token, IReadOnlyList<Way> ways) : IDisposable
{
    readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(15), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
    readonly ConcurrentDictionary<int, string> view = new();
    readonly ConcurrentQueue<string> doubled = new();
    string epoch = "";
    long revision;

    public Seen Seen => new(name, [.. view.OrderBy(message => message.Key).Select(message => new Posted(message.Key, message.Value))], doubled);

    public int Count => view.Count;

    /// <summary>How many sockets it had.</summary>
    public int Lines { get; private set; }

    public async Task ListenAsync(CancellationToken stop)
    {
        for (var way = name.Length; !stop.IsCancellationRequested; way++)
        {
            try
            {
                await FollowAsync(ways[way % ways.Count].Home, stop);
            }
            catch (Exception cut) when (cut is HttpRequestException or IOException or OperationCanceledException)
            {
                await Task.WhenAny(ways.Select(one => one.OpenAsync()));
            }
        }
    }

    public void Dispose() => http.Dispose();

    async Task FollowAsync(Uri home, CancellationToken stop)
    {
        await using var line = await Line.OpenAsync(home, token, isV2: true);
        Lines++;
        HashSet<string> told = [];
        await CatchUpAsync(home);
        await foreach (var frame in line.Live(stop))
        {
            if (frame.GetProperty("type").GetString() == "new_message")
            {
                await HearAsync(home, frame.GetProperty("data"), told);
            }
        }
    }

    async Task HearAsync(Uri home, JsonElement message, HashSet<string> told)
    {
        if (!told.Add(Text(message)))
        {
            doubled.Enqueue(Text(message));
        }

        var now = message.GetProperty("revision").GetInt64();
        if (now > revision + 1)
        {
            await CatchUpAsync(home);
        }

        Take(message);
        revision = Math.Max(revision, now);
    }

    async Task CatchUpAsync(Uri home)
    {
        var isNews = true;
        while (isNews)
        {
            using var answer = await http.GetAsync(new Uri(home, $"/api/chats/{chat}/changes?after={revision}&epoch={epoch}"));
            answer.EnsureSuccessStatusCode();
            var changes = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync());
            epoch = changes.GetProperty("epoch").GetString()!;
            if (changes.GetProperty("reload").GetBoolean())
            {
                await ReadAllAsync(home);
            }

            foreach (var message in changes.GetProperty("messages").EnumerateArray())
            {
                Take(message);
            }

            isNews = revision < changes.GetProperty("revision").GetInt64();
            revision = Math.Max(revision, changes.GetProperty("revision").GetInt64());
        }
    }

    async Task ReadAllAsync(Uri home)
    {
        for (var before = ""; ;)
        {
            using var answer = await http.GetAsync(new Uri(home, $"/api/chats/{chat}/messages?limit=100{before}"));
            answer.EnsureSuccessStatusCode();
            List<JsonElement> page = [.. JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync()).EnumerateArray()];
            if (page.Count == 0)
            {
                return;
            }

            page.ForEach(Take);
            before = $"&before={page.Min(message => message.GetProperty("id").GetInt32())}";
        }
    }

    void Take(JsonElement message) => view[message.GetProperty("sequence").GetInt32()] = Text(message);

    static string Text(JsonElement message) => message.GetProperty("content").GetString()!;
}
