using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Messenger.Bench;

/// <summary>Somebody with an account, a token for the API and a cookie for the pages.</summary>
public sealed record Someone(int Id, string Token, string Cookie);

/// <summary>People and their chats, made over the API like any program would.</summary>
public sealed class Company(Uri home)
{
    const string Password = "three ordinary words";

    static readonly string run = Guid.NewGuid().ToString("N")[..8];

    readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = home };
    readonly List<Someone> people = [];

    /// <summary>The first so many people; those who are missing register.</summary>
    public async Task<IReadOnlyList<Someone>> PeopleAsync(int count)
    {
        while (people.Count < count)
        {
            people.Add(await RegisterAsync($"bench{run}{people.Count}"));
        }

        return people[..count];
    }

    /// <summary>A group of these people.</summary>
    public async Task<int> GroupAsync(IReadOnlyList<Someone> members, string name = "Bench") =>
        (await AskAsync(HttpMethod.Post, "/api/chats/", members[0].Token, new { participant_ids = members.Skip(1).Select(one => one.Id), is_group = true, name })).GetProperty("id").GetInt32();

    public async Task<int> LastSequenceAsync(Someone one, int chat) => (await AskAsync(HttpMethod.Get, $"/api/chats/{chat}", one.Token, null)).GetProperty("last_sequence").GetInt32();

    public async Task<byte[]> BytesAsync(Someone one, string path, bool isPage)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        request.Headers.TryAddWithoutValidation(isPage ? "Cookie" : "Authorization", isPage ? one.Cookie : $"Bearer {one.Token}");
        using var answer = await http.SendAsync(request);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    async Task<Someone> RegisterAsync(string name)
    {
        var id = (await AskAsync(HttpMethod.Post, "/api/auth/register", null, new { username = name, email = $"{name}@example.org", password = Password })).GetProperty("id").GetInt32();
        var token = (await AskAsync(HttpMethod.Post, "/api/auth/login", null, new { email = $"{name}@example.org", password = Password })).GetProperty("access_token").GetString()!;
        return new Someone(id, token, people.Count == 0 ? await CookieAsync(name) : "");
    }

    // Through the form, as a browser does it.
    async Task<string> CookieAsync(string name)
    {
        using var page = await http.GetAsync("/account/login");
        var html = await page.Content.ReadAsStringAsync();
        var cookies = Cookies(page);
        const string field = "name=\"__RequestVerificationToken\" type=\"hidden\" value=\"";
        var token = html[(html.IndexOf(field, StringComparison.Ordinal) + field.Length)..].Split('"')[0];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/login")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["email"] = name, ["password"] = Password, ["__RequestVerificationToken"] = token }),
        };
        request.Headers.Add("Cookie", cookies);
        using var answer = await http.SendAsync(request);
        return $"{cookies}; {Cookies(answer)}";
    }

    static string Cookies(HttpResponseMessage answer) => string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));

    async Task<JsonElement> AskAsync(HttpMethod method, string path, string? token, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request);
        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadFromJsonAsync<JsonElement>()
            : throw new IOException($"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
