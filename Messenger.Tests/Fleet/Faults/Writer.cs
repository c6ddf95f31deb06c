using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Messenger.Tests;

/// <summary>A program that sends by whichever way there is an answer, each message with one client_id until it is acknowledged.</summary>
public sealed class Writer(string name, int chat, string token, IReadOnlyList<Way> ways) : IDisposable
{
    readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(15), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
    readonly ConcurrentQueue<string> acknowledged = new(), tried = new();

    public int Count => acknowledged.Count;

    public Sends Sends => new(name, [.. acknowledged], tried);

    /// <summary>Until told to stop; what was begun is brought to its end.</summary>
    public async Task WriteAsync(Func<bool> goesOn)
    {
        for (var way = name.Length; goesOn();)
        {
            var (text, clientId) = ($"{name} {acknowledged.Count + 1}", Guid.NewGuid());
            tried.Enqueue(text);
            while (!await TryAsync(ways[way % ways.Count].Home, text, clientId))
            {
                way++;
                // There is always one that is open, or will be.
                await Task.WhenAny(ways.Select(one => one.OpenAsync()));
            }

            acknowledged.Enqueue(text);
        }
    }

    public void Dispose() => http.Dispose();

    /// <summary>Whether it is acknowledged. No answer and "not now" are reasons to try again; any other answer is a mistake.</summary>
    async Task<bool> TryAsync(Uri home, string text, Guid clientId)
    {
        try
        {
            using var answer = await http.PostAsJsonAsync(new Uri(home, $"/api/chats/{chat}/messages"), new { content = text, client_id = clientId });
            return answer.StatusCode switch
            {
                HttpStatusCode.Created or HttpStatusCode.OK => true,
                HttpStatusCode.ServiceUnavailable => false,
                _ => throw new InvalidOperationException($"“{text}” was answered {answer}"),
            };
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException or OperationCanceledException)
        {
            return false;
        }
    }
}
