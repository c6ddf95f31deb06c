using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Messenger.Bench;

/// <summary>The API as any program uses it, for everything that comes before a measurement.</summary>
public sealed class ApiClient(Uri home)
{
    readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = home };

    /// <summary>A group of these people.</summary>
    public async Task<int> StartGroupAsync(IReadOnlyList<TestUser> members, string name = "Bench") =>
        (await AskAsync(HttpMethod.Post, "/api/chats/", members[0].Token, new { participant_ids = members.Skip(1).Select(one => one.Id), is_group = true, name })).GetProperty("id").GetInt32();

    public async Task<int> LastSequenceAsync(TestUser one, int chat) => (await AskAsync(HttpMethod.Get, $"/api/chats/{chat}", one.Token, null)).GetProperty("last_sequence").GetInt32();

    public Task ReadAsync(TestUser one, int chat) => AskAsync(HttpMethod.Post, $"/api/chats/{chat}/read", one.Token, new { });

    /// <summary>An answer as it is sent, compressed.</summary>
    public async Task<byte[]> BytesAsync(TestUser one, string path, bool isPage)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        request.Headers.TryAddWithoutValidation(isPage ? "Cookie" : "Authorization", isPage ? one.Cookie : $"Bearer {one.Token}");
        using var answer = await http.SendAsync(request);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    public async Task<JsonElement> AskAsync(HttpMethod method, string path, string? token, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request);
        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadFromJsonAsync<JsonElement>()
            : throw new IOException($"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
