using System.Net;

namespace Messenger.Tests;

/// <summary>Who may not send, or sends more than is taken, is told so before anything is read: here the body never comes.</summary>
public sealed class SendingWhereOneMayNot(Server server) : IClassFixture<Server>, IAsyncLifetime
{
    const int Allowed = 60_000_000;

    int group;
    Browser ann = null!, bob = null!, eve = null!;

    public async ValueTask InitializeAsync()
    {
        (ann, bob, eve) = (await NewAsync("ann"), await NewAsync("bob"), await NewAsync("eve"));
        group = await ann.GroupAsync("Hikers", Company.IdIn(bob.Page));
    }

    public ValueTask DisposeAsync()
    {
        Array.ForEach([ann, bob, eve], browser => browser.Dispose());
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task To_a_chat_of_others_is_answered_like_to_one_that_never_was()
    {
        var theirs = await AnnounceAsync(eve, $"/chats/{group}", Allowed);
        var nobodys = await AnnounceAsync(eve, "/chats/999999", Allowed);

        Assert.StartsWith("HTTP/1.1 404", theirs);
        Assert.Equal(Dateless(nobodys), Dateless(theirs));
    }

    [Fact]
    public async Task By_a_program_is_answered_at_once_too()
    {
        var (kim, lea) = (await server.JoinAsync("kim"), await server.JoinAsync("lea"));
        var chat = await kim.GroupAsync();

        var theirs = await AnnounceAsync(lea, $"/api/chats/{chat}/messages");
        var nobodys = await AnnounceAsync(lea, "/api/chats/999999/messages");

        Assert.StartsWith("HTTP/1.1 404", theirs);
        Assert.Equal(Dateless(nobodys), Dateless(theirs));
    }

    [Theory]
    [InlineData("bob", 403)]
    [InlineData("eve", 404)]
    public async Task As_a_picture_of_a_group_is_for_its_admins(string name, int status)
    {
        var who = name == "bob" ? bob : eve;

        Assert.StartsWith($"HTTP/1.1 {status}", await AnnounceAsync(who, $"/chats/{group}/avatar", 5_000_000));
        // What they send is not even looked at.
        using var broken = await who.UploadAsync($"/chats/{group}/avatar", [], [new Sent("me.png", Pictures.Png(600, 600)[..200])], "file", isScript: false);
        Assert.Equal(status, (int)broken.StatusCode);
    }

    [Fact]
    public async Task As_a_picture_of_a_direct_chat_makes_no_sense()
    {
        var page = await ann.ActAsync("/chats/direct", ("userId", $"{Company.IdIn(bob.Page)}"));
        using var answer = await ann.UploadAsync($"{page.Path}/avatar", [], [new Sent("me.png", Pictures.Png())], "file", isScript: false);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("/settings/avatar")]
    [InlineData("/chats/{group}/avatar")]
    public async Task More_than_a_portrait_may_be_is_refused(string path)
    {
        var answer = await AnnounceAsync(ann, path.Replace("{group}", $"{group}"), 7_000_000);

        Assert.StartsWith("HTTP/1.1 413", answer);
        Assert.Contains("At most 5 MB", answer);
    }

    [Fact]
    public async Task More_than_a_portrait_may_be_is_refused_to_a_program() =>
        Assert.StartsWith("HTTP/1.1 413", await AnnounceAsync(await server.JoinAsync("mia"), "/api/users/me/avatar", 7_000_000));

    async Task<string> AnnounceAsync(Browser who, string path, int length)
    {
        var token = (await who.OpenAsync("/chats/new")).FindForm("/chats/direct")["__RequestVerificationToken"]!;
        return await RawLine.AskAsync(server.Home, $"""
            POST {path} HTTP/1.1
            Host: {server.Home.Authority}
            Cookie: {who.Cookies.GetCookieHeader(server.Home)}
            X-XSRF-TOKEN: {token}
            HX-Request: true
            Content-Type: multipart/form-data; boundary=x
            Content-Length: {length}
            """);
    }

    Task<string> AnnounceAsync(Caller who, string path, int length = Allowed) => RawLine.AskAsync(server.Home, $"""
        POST {path} HTTP/1.1
        Host: {server.Home.Authority}
        Authorization: Bearer {who.Token}
        Content-Type: multipart/form-data; boundary=x
        Content-Length: {length}
        """);

    static string Dateless(string answer) => string.Join('\n', answer.Split('\n').Where(line => !line.StartsWith("Date:")));

    async Task<Browser> NewAsync(string name) => await server.RegisterAsync($"{name}{Guid.NewGuid():N}"[..12]);
}
