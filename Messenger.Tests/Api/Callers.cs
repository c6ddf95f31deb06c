using Messenger.Domain;
using Messenger.Web;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>How programs come to a server, and what the tests of the API do again and again.</summary>
static class Callers
{
    static int count;

    /// <summary>A program that has not logged in.</summary>
    public static async Task<Caller> CallerAsync(this Server server) => new(server.Home, await Manual.OfAsync(server.Home));

    /// <summary>Somebody new, registered and logged in. The username is made from the name, so that tests can share a server.</summary>
    public static async Task<Caller> JoinAsync(this Server server, string name = "ann", string language = "en")
    {
        var caller = await server.CallerAsync() with { Username = $"{name}{Interlocked.Increment(ref count)}", Language = language };
        var user = await caller.PostAsync("/api/auth/register", new { email = caller.Email(), username = caller.Username, password = Server.Password });
        return await (caller with { Id = user.Is(201).Id }).LogInAsync();
    }

    public static string Email(this Caller caller) => $"{caller.Username}@example.org";

    /// <summary>The same person through another session.</summary>
    public static async Task<Caller> LogInAsync(this Caller caller)
    {
        var tokens = await (caller with { Token = null }).PostAsync("/api/auth/login", new { email = caller.Email(), password = Server.Password });
        return caller.With(tokens.Is(200));
    }

    public static Caller With(this Caller caller, Answer tokens) =>
        caller with { Token = tokens["access_token"].GetString(), RefreshToken = tokens["refresh_token"].GetString()! };

    public static Task<Answer> RefreshAsync(this Caller caller, string? token = null) =>
        caller.PostAsync("/api/auth/refresh", new { refresh_token = token ?? caller.RefreshToken });

    public static async Task<int> DirectAsync(this Caller caller, Caller other) =>
        (await caller.PostAsync("/api/chats/", new { participant_ids = new[] { other.Id } })).Id;

    public static async Task<int> GroupAsync(this Caller caller, params Caller[] others) =>
        (await caller.PostAsync("/api/chats/", new { participant_ids = others.Select(other => other.Id), is_group = true, name = "Hikers" })).Is(201).Id;

    public static async Task<Answer> SayAsync(this Caller caller, int chat, string content) =>
        (await caller.PostAsync($"/api/chats/{chat}/messages", new { content })).Is(201);

    /// <summary>A session and its tokens without a log-in, which costs a hash.</summary>
    public static async Task<(string Access, string Refresh)> TokensAsync(this Server server, int userId)
    {
        var session = await server.DoAsync((Sessions sessions) => sessions.StartAsync(userId, "A program", "127.0.0.1", SessionKind.Program));
        var refresh = await server.DoAsync((RefreshTokens refreshTokens) => refreshTokens.BeginAsync(session));
        return (await server.DoAsync((AccessTokens tokens) => Task.FromResult(tokens.Make(session))), refresh);
    }

    public static Task DeactivateAsync(this Server server, Caller who) => server.DoAsync((MessengerDb db) => db.WriteAsync(() =>
        db.Users.Where(user => user.Id == who.Id).ExecuteUpdateAsync(row => row.SetProperty(user => user.IsActive, false))));
}
