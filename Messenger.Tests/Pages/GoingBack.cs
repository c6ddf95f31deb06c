using System.Net;

namespace Messenger.Tests;

/// <summary>Where a request says to go next: to a page of ours, however its address is written, or else to where one was.</summary>
public sealed class GoingBack(Server server) : IClassFixture<Server>
{
    public static readonly TheoryData<string, string?> Addresses = new()
    {
        { "/search?q=поиск", "/search?q=%D0%BF%D0%BE%D0%B8%D1%81%D0%BA" },
        { "/search?q=%D0%BF", "/search?q=%D0%BF" },
        { "/search?q=100%&b=c d+e", "/search?q=100%&b=c%20d+e" },
        { "/search?q=🧗&é", "/search?q=%F0%9F%A7%97&%C3%A9" },
        { "/поиск#да", "/%D0%BF%D0%BE%D0%B8%D1%81%D0%BA#%D0%B4%D0%B0" },
        { "//evil.example/п", null },
        { "/\\evil.example/п", null },
        { "https://evil.example/п", null },
        { "/search\r\nX-Evil: 1", null },
        { "", null },
    };

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task After_pinning_and_muting(string wanted, string? location)
    {
        using var ann = await server.RegisterAsync(Unique());
        var chat = $"/chats/{await ann.GroupAsync("Hikers")}";
        await ann.OpenAsync("/settings");

        Assert.Equal(location ?? chat, await AfterAsync(ann, $"{chat}/pin", ("on", "true"), ("back", wanted)));
        Assert.Equal(location ?? chat, await AfterAsync(ann, $"{chat}/mute", ("on", "true"), ("back", wanted)));
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task After_logging_in(string wanted, string? location)
    {
        var name = Unique();
        using var ann = await server.RegisterAsync(name);
        using var other = server.OpenBrowser();
        var login = $"/account/login?ReturnUrl={Uri.EscapeDataString(wanted)}";
        await other.OpenAsync(login);

        Assert.Equal(location ?? "/", await AfterAsync(other, "/account/login", ("email", name), ("password", Server.Password), ("ReturnUrl", wanted)));
        using var inside = await ann.SendAsync(new HttpRequestMessage(HttpMethod.Get, login));
        Assert.Equal((HttpStatusCode.Found, location ?? "/"), (inside.StatusCode, inside.Headers.Location!.OriginalString));
    }

    /// <summary>Numbers in addresses may have spaces around them.</summary>
    [Theory]
    [InlineData("/chats/%0a5/pin")]
    [InlineData("/chats/5%0d/messages/%0a7/delete")]
    [InlineData("/chats/%205/leave")]
    public async Task From_the_address_of_an_action(string address)
    {
        using var ann = await server.RegisterAsync(Unique());

        using var answer = await ann.SendAsync(new HttpRequestMessage(HttpMethod.Get, address));

        Assert.InRange((int)answer.StatusCode, 300, 499);
    }

    static async Task<string> AfterAsync(Browser who, string path, params (string Name, string Value)[] fields)
    {
        var token = who.Page.Forms.Select(form => form["__RequestVerificationToken"]).First(token => token is not null)!;
        using var answer = await who.SendAsync(new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))),
        });
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    static string Unique() => $"u{Guid.NewGuid():N}"[..20];
}
