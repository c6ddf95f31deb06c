using System.Net;

namespace Messenger.Tests;

/// <summary>
/// Somebody at the doors with a cookie and a token: sends one request, follows nothing and keeps nothing, so that each request
/// finds them as the one before did.
/// </summary>
public sealed record Visitor(string Name, Uri Home, string Cookies, string Token)
{
    static readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All });

    /// <summary>Whoever uses this browser, with the token of the first form of its page.</summary>
    public static Visitor From(string name, Uri home, Browser browser) =>
        new(name, home, browser.Cookies.GetCookieHeader(home), browser.Page.Forms.Select(form => form["__RequestVerificationToken"]).First(token => token is not null)!);

    public Task<HttpResponseMessage> GetAsync(string path, bool isScript = false) => SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(Home, path)), isScript);

    /// <param name="fields">As in an address: text=Hello&amp;on=true</param>
    public Task<HttpResponseMessage> PostAsync(string path, string fields, bool isScript = false) => SendAsync(
        new HttpRequestMessage(HttpMethod.Post, new Uri(Home, path))
        {
            Content = new FormUrlEncodedContent(Pairs($"{fields}&__RequestVerificationToken={Token}")),
        }, isScript);

    // Only the head is waited for: one page never ends.
    Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, bool isScript)
    {
        request.Headers.TryAddWithoutValidation("Cookie", Cookies);
        request.Headers.Add("Accept-Language", "en");
        if (isScript)
        {
            request.Headers.Add("HX-Request", "true");
        }

        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    static IEnumerable<KeyValuePair<string, string>> Pairs(string fields) =>
        from field in fields.Split('&', StringSplitOptions.RemoveEmptyEntries)
        let parts = field.Split('=', 2)
        select KeyValuePair.Create(parts[0], parts[1]);
}
