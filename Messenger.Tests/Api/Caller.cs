using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Messenger.Tests;

/// <summary>A program at the API, with a token or without. Each answer it gets is held against the description.</summary>
public sealed record Caller(Uri Home, Manual Manual, string? Token = null)
{
    static readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All });

    public int Id { get; init; }

    public string Username { get; init; } = "";

    public string RefreshToken { get; init; } = "";

    public string Language { get; init; } = "en";

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<Answer> PutAsync(string path, object? body = null) => SendAsync(HttpMethod.Put, path, body);

    public Task<Answer> PatchAsync(string path, object? body = null) => SendAsync(HttpMethod.Patch, path, body);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    /// <param name="body">An object is sent as JSON, content as it is, and null not at all.</param>
    public Task<Answer> SendAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, new Uri(Home, path)) { Content = body as HttpContent ?? (body is null ? null : JsonContent.Create(body)) };
        Array.ForEach(headers, header => request.Headers.TryAddWithoutValidation(header.Name, header.Value));
        return SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Authorization ??= Token is null ? null : new AuthenticationHeaderValue("Bearer", Token);
        request.Headers.AcceptLanguage.ParseAdd(Language);
        var answer = await Answer.FromAsync(await http.SendAsync(request, TestContext.Current.CancellationToken));
        var faults = Manual.Faults(request, answer).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        return answer;
    }
}
