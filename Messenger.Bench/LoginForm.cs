namespace Messenger.Bench;

/// <summary>The page to log in on, filled in and sent as a browser does it.</summary>
public sealed class LoginForm(Uri home)
{
    const string Path = "/account/login", TokenField = "__RequestVerificationToken";

    readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = home };

    /// <returns>The value of the Cookie header of somebody who is logged in: the session, and what the forms of a page need.</returns>
    public async Task<string> SendAsync(string name, string password)
    {
        using var page = await http.GetAsync(Path);
        var cookies = Cookies(page);
        using var request = new HttpRequestMessage(HttpMethod.Post, Path)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["email"] = name,
                ["password"] = password,
                [TokenField] = Token(await page.Content.ReadAsStringAsync()),
            }),
        };
        request.Headers.Add("Cookie", cookies);
        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode == 302
            ? $"{cookies}; {Cookies(answer)}"
            : throw new IOException($"{name} could not log in: {(int)answer.StatusCode}");
    }

    static string Token(string html)
    {
        const string field = $"name=\"{TokenField}\" type=\"hidden\" value=\"";
        return html[(html.IndexOf(field, StringComparison.Ordinal) + field.Length)..].Split('"')[0];
    }

    static string Cookies(HttpResponseMessage answer) => string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
}
