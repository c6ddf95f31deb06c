using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace Messenger.Tests;

/// <summary>Opens pages and submits their forms as a browser without JavaScript does: keeps cookies, follows redirects.</summary>
public sealed class Browser : IDisposable
{
    const int RedirectLimit = 5;

    readonly HttpClient http;

    public Browser(Uri home, string language)
    {
        http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = home };
        http.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        http.DefaultRequestHeaders.Add("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
    }

    public Uri Home => http.BaseAddress!;

    public CookieContainer Cookies { get; } = new();

    /// <summary>Sent with everything, such as User-Agent.</summary>
    public HttpRequestHeaders Headers => http.DefaultRequestHeaders;

    /// <summary>What is shown now.</summary>
    public Page Page { get; private set; } = null!;

    public Task<Page> OpenAsync(string path) => ShowAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Fills in and submits the form of the page with this action, or with a button that says this.</summary>
    public Task<Page> SubmitAsync(string actionOrButton, params (string Name, string Value)[] values)
    {
        var form = Page.FindForm(actionOrButton);
        var fields = form.Fields.Where(field => values.All(value => value.Name != field.Name)).Concat(values);
        return form.Method == "post" ? PostAsync(form.Action, [.. fields]) : OpenAsync(form.Action + QueryString.Create(Pairs(fields)));
    }

    /// <summary>A post of just these fields, whatever the page shows.</summary>
    public Task<Page> PostAsync(string path, params (string Name, string Value)[] fields) =>
        ShowAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(Pairs(fields)!) });

    /// <summary>As it is answered: no redirect is followed, nothing is shown.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => http.SendAsync(request, TestContext.Current.CancellationToken);

    public void Dispose() => http.Dispose();

    async Task<Page> ShowAsync(HttpRequestMessage request)
    {
        if (Page is not null)
        {
            request.Headers.Referrer = new Uri(http.BaseAddress!, Page.Path);
        }

        using var answer = await SendAsync(request);
        for (var (next, redirects) = (answer, 0); ; redirects++)
        {
            if (next.Headers.Location is not { } location || redirects == RedirectLimit)
            {
                return Page = await Page.FromAsync(next);
            }

            next = await SendAsync(new HttpRequestMessage(HttpMethod.Get, location));
        }
    }

    static IEnumerable<KeyValuePair<string, string?>> Pairs(IEnumerable<(string Name, string Value)> fields) =>
        fields.Select(field => KeyValuePair.Create(field.Name, (string?)field.Value));
}
