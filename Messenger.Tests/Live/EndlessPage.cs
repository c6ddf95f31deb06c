using System.Text;

namespace Messenger.Tests;

/// <summary>The page that never ends, being read as it comes.</summary>
public sealed class EndlessPage : IDisposable
{
    readonly StringBuilder html = new();
    readonly HttpResponseMessage answer;

    EndlessPage(HttpResponseMessage answer)
    {
        this.answer = answer;
        Ended = ReadAsync();
    }

    public HttpResponseMessage Answer => answer;

    /// <summary>Done when the server wrote the end, or cut the line.</summary>
    public Task Ended { get; }

    public string Html
    {
        get
        {
            lock (html)
            {
                return html.ToString();
            }
        }
    }

    public static async Task<EndlessPage> OpenAsync(Uri home, Browser browser, int chat, int? after = null)
    {
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = browser.Cookies, AllowAutoRedirect = false }) { BaseAddress = home };
        // As browsers do; it has to come uncompressed all the same, or lines would wait for each other.
        http.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, br");
        var address = after is null ? $"/chats/{chat}/live" : $"/chats/{chat}/live?after={after}";
        return new EndlessPage(await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken));
    }

    public Task ShowsAsync(string text) => Eventually.TrueAsync(() => Html.Contains(text), () => $"“{text}” does not appear in:\n{Html}");

    public void Dispose() => answer.Dispose();

    async Task ReadAsync()
    {
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var buffer = new char[4096];
        try
        {
            while (await reader.ReadAsync(buffer) is var count and > 0)
            {
                lock (html)
                {
                    html.Append(buffer, 0, count);
                }
            }
        }
        catch (Exception cut) when (cut is IOException or HttpRequestException or ObjectDisposedException)
        {
            // Ended is ended.
        }
    }
}
