using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>When a socket is closed from our side.</summary>
public sealed class EndingSockets(Lines lines) : IClassFixture<Lines>
{
    static readonly TimeSpan inTime = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Comes_with_the_end_of_the_session_and_of_no_other()
    {
        var session = await lines.SessionAsync(lines.Bob);
        await using var line = await Line.OpenAsync(lines.Home, await lines.TokenAsync(session));
        await using var other = await lines.OpenAsync(lines.Bob);

        await lines.ActAsync((Sessions sessions) => sessions.EndAsync(lines.Bob, session.Id));

        Assert.Equal((1008, "session ended"), await line.Closed.WaitAsync(inTime, TestContext.Current.CancellationToken));
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

        Assert.Equal((1008, "session ended"), await line.Closed.WaitAsync(inTime, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Comes_in_time_when_somebody_is_deactivated()
    {
        var who = await lines.PersonAsync("deactivated");
        await using var line = await lines.OpenAsync(who);

        await lines.ActAsync((MessengerDb db) => db.WriteAsync(() => db.Users.Where(u => u.Id == who)
            .ExecuteUpdateAsync(row => row.SetProperty(u => u.IsActive, false))));

        Assert.Equal(1008, (await line.Closed.WaitAsync(inTime, TestContext.Current.CancellationToken)).Code);
    }

    [Fact]
    public async Task Does_not_come_with_the_end_of_the_token()
    {
        var session = await lines.SessionAsync(lines.Bob);
        var almost = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow.AddMinutes(-30).AddSeconds(-28));
        var token = await lines.DoAsync((Web.SigningKeys keys) => Task.FromResult(new Web.AccessTokens(keys, almost).Make(session)));

        await using var line = await Line.OpenAsync(lines.Home, token);
        // Half a minute is forgiven, and soon it will be over.
        await Soon.TrueAsync(() => DateTimeOffset.UtcNow > almost.GetUtcNow().AddMinutes(30).AddSeconds(33));

        await Assert.ThrowsAsync<HttpRequestException>(() => Line.OpenAsync(lines.Home, token));
        await line.SayAsync(new { type = "ping" });
        await line.HearsAsync("pong");
    }

    [Fact]
    public async Task Comes_for_who_does_not_answer_our_close()
    {
        var session = await lines.SessionAsync(lines.Bob);
        using var client = await RawClient.OpenAsync(lines.Home, await lines.TokenAsync(session));

        await lines.ActAsync((Sessions sessions) => sessions.EndAsync(lines.Bob, session.Id));

        Assert.Equal(1008, (await client.AnswerAsync())!.Code);
        Assert.Null(await client.AnswerAsync().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }
}
