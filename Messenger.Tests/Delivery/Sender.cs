using System.Collections.Concurrent;
using System.Net;

namespace Messenger.Tests;

/// <summary>
/// Somebody who posts the form of a chat through whatever line there is and, as the page's outbox does, tries each message again
/// with the same client_id until it is acknowledged.
/// </summary>
public sealed class Sender(string name, int chat, CookieContainer cookies, string token, bool isScript) : IDisposable
{
    readonly HttpClient http = new(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(60) };
    readonly ConcurrentQueue<string> acknowledged = new();

    bool isBusy;

    /// <summary>What came of its last try, in words.</summary>
    public string State { get; private set; } = "has not tried";

    public IReadOnlyCollection<string> Acknowledged => acknowledged;

    public bool IsBehindCaddy { get; init; }

    /// <summary>One after the other, until told to stop; what was begun is brought to its end.</summary>
    /// <param name="patience">What to wait for after a try that came to nothing.</param>
    public async Task SendAsync(Uri home, Func<bool> goesOn, Func<Task> patience)
    {
        while (goesOn())
        {
            var (text, clientId) = ($"{name} {acknowledged.Count + 1}", Guid.NewGuid());
            while (!await TryAsync(home, text, clientId))
            {
                await patience();
            }

            acknowledged.Enqueue(text);
        }
    }

    /// <summary>Each until it is acknowledged, until there is no answer any more.</summary>
    public async Task SendUntilRefusedAsync(Uri home)
    {
        for (var (text, clientId) = ($"{name} 1", Guid.NewGuid()); await TryAsync(home, text, clientId) || isBusy;)
        {
            // What "not now" was said to may be posted all the same.
            if (!isBusy)
            {
                acknowledged.Enqueue(text);
                (text, clientId) = ($"{name} {acknowledged.Count + 1}", Guid.NewGuid());
            }
        }
    }

    public void Dispose() => http.Dispose();

    /// <summary>Whether it is acknowledged. No answer and "not now" are reasons to try again; any other answer is a mistake.</summary>
    async Task<bool> TryAsync(Uri home, string text, Guid clientId)
    {
        using var post = new HttpRequestMessage(HttpMethod.Post, new Uri(home, $"/chats/{chat}"))
        {
            Content = new FormUrlEncodedContent(
            [
                new("text", text), new("client_id", $"{clientId}"), new("reply_to", ""), new("__RequestVerificationToken", token),
            ]),
        };
        if (isScript)
        {
            post.Headers.Add("HX-Request", "true");
        }

        try
        {
            isBusy = false;
            State = "waits for an answer";
            using var answer = await http.SendAsync(post);
            State = $"was answered {(int)answer.StatusCode}";
            isBusy = answer.StatusCode == HttpStatusCode.ServiceUnavailable;
            return answer switch
            {
                { StatusCode: HttpStatusCode.Found } => answer.Headers.Location!.ToString() == $"/chats/{chat}",
                { StatusCode: HttpStatusCode.OK } when await answer.Content.ReadAsStringAsync() is var html => Drawn.In(html) switch
                {
                    [var message] => message.ClientId == $"{clientId}",
                    // Caddy before 2.7.6 passes on an answer that was cut as if it were whole (caddyserver/caddy#5952).
                    [] when IsBehindCaddy && !html.TrimEnd().EndsWith("</hx-partial>") => false,
                    _ => throw new InvalidOperationException($"“{text}” was answered {answer}\n{html}"),
                },
                { StatusCode: HttpStatusCode.ServiceUnavailable } => false,
                _ => throw new InvalidOperationException($"“{text}” was answered {answer}"),
            };
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException or OperationCanceledException)
        {
            State = $"was cut: {cut.Message}";
            return false;
        }
    }
}
