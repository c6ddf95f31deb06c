using System.Net.Http.Json;
using System.Text.Json;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>When a socket is closed from our side.</summary>
[RunsOnce]
public sealed class EndingSockets(Lines lines) : IClassFixture<Lines>
{
    [Fact]
    public async Task Comes_with_the_end_of_the_session_and_of_no_other()
    {
        var session = await lines.SessionAsync(lines.Bob);
        await using var line = await Line.OpenAsync(lines.Home, await lines.TokenAsync(session));
        await using var other = await lines.OpenAsync(lines.Bob);

        await lines.ActAsync((Sessions sessions) => sessions.EndAnywayAsync(lines.Bob, session.Id));

        Assert.Equal((1008, "session ended"), await line.Closed.WaitAsync(Promised.Close, TestContext.Current.CancellationToken));
        Assert.False(other.Closed.IsCompleted);
        await other.SayAsync(new { type = "ping" });
        await other.HearsAsync("pong");
    }

    [Fact]
    public async Task Comes_in_time_when_nobody_was_told_that_the_session_has_ended()
    {
        var session = await lines.SessionAsync(lines.Bob);
        await using var line = await Line.OpenAsync(lines.Home, await lines.TokenAsync(session));

        await lines.ActAsync((MessengerDb db) => db.WriteAsync(() => db.Sessions.Where(s => s.Id == session.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(s => s.EndedAt, DateTimeOffset.UtcNow))));

        Assert.Equal((1008, "session ended"), await line.Closed.WaitAsync(Promised.Close, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Comes_in_time_when_somebody_is_deactivated()
    {
        var who = await lines.PersonAsync("deactivated");
        await using var line = await lines.OpenAsync(who);

        await lines.ActAsync((MessengerDb db) => db.WriteAsync(() => db.Users.Where(u => u.Id == who)
            .ExecuteUpdateAsync(row => row.SetProperty(u => u.IsActive, false))));

        Assert.Equal(1008, (await line.Closed.WaitAsync(Promised.Close, TestContext.Current.CancellationToken)).Code);
    }

    [Fact]
    public async Task Does_not_come_with_the_end_of_the_token()
    {
        var session = await lines.SessionAsync(lines.Bob);
        var almost = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow.AddMinutes(-30).AddSeconds(-20));
        var token = await lines.DoAsync((Web.SigningKeys keys) => Task.FromResult(new Web.AccessTokens(keys, almost).Make(session)));

        await using var line = await Line.OpenAsync(lines.Home, token);
        // Half a minute is forgiven, and soon it will be over.
        await Eventually.TrueAsync(() => DateTimeOffset.UtcNow > almost.GetUtcNow().AddMinutes(30).AddSeconds(33));

        await Assert.ThrowsAsync<HttpRequestException>(() => Line.OpenAsync(lines.Home, token));
        await line.SayAsync(new { type = "ping" });
        await line.HearsAsync("pong");
    }

    [Fact]
    public async Task Comes_for_who_is_silent_and_does_not_answer_a_ping()
    {
        using var client = await RawClient.OpenAsync(lines.Home, await lines.TokenAsync(lines.Eve));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Assert.Equal(9, (await client.AnswerAsync())!.Opcode);
        Assert.InRange(watch.Elapsed.TotalSeconds, 13, 28);

        Assert.Null(await client.AnswerAsync());
        Assert.InRange(watch.Elapsed.TotalSeconds, 28, 58);
    }

    [Fact]
    public async Task Comes_with_1012_when_the_server_is_asked_to_end()
    {
        var database = await Databases.BareAsync();
        await using (var messenger = new BuiltMessenger(database))
        {
            await messenger.StartAsync();
            using var http = new HttpClient { BaseAddress = messenger.Home };
            await http.PostAsJsonAsync("/api/auth/register", new { email = "ann@example.org", username = "ann", password = Server.Password }, TestContext.Current.CancellationToken);
            using var login = await http.PostAsJsonAsync("/api/auth/login", new { email = "ann@example.org", password = Server.Password }, TestContext.Current.CancellationToken);
            var token = (await login.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("access_token").GetString()!;
            await using var line = await Line.OpenAsync(messenger.Home, token);
            using var deaf = await RawClient.OpenAsync(messenger.Home, token);

            var ended = messenger.TerminateAsync();

            Assert.Equal((1012, "restarting"), await line.Closed.WaitAsync(Promised.Close, TestContext.Current.CancellationToken));
            Assert.Equal(0, await ended.WaitAsync(Promised.End, TestContext.Current.CancellationToken));
        }

        Databases.GiveBack(database);
    }

    [Fact]
    public async Task Comes_for_who_does_not_answer_our_close()
    {
        var session = await lines.SessionAsync(lines.Bob);
        using var client = await RawClient.OpenAsync(lines.Home, await lines.TokenAsync(session));

        await lines.ActAsync((Sessions sessions) => sessions.EndAnywayAsync(lines.Bob, session.Id));

        Assert.Equal(1008, (await client.AnswerAsync())!.Code);
        Assert.Null(await client.AnswerAsync().WaitAsync(Promised.Close, TestContext.Current.CancellationToken));
    }
}
