using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>What waited until its sender was told "not sent" is not sent after that.</summary>
public sealed class SendingTooLate : World
{
    protected override bool IsPatient => false;

    [Fact]
    public async Task Behind_a_slow_write_is_refused_and_never_done()
    {
        var (began, ends) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = Do((MessengerDb db) => db.WriteAsync(async () =>
        {
            await db.LockChatAsync(Chat);
            began.SetResult();
            await ends.Task;
            return true;
        }));
        await await Task.WhenAny(began.Task, slow);

        bool[] sent;
        try
        {
            // Nobody knows what becomes of one that the database has already; the others wait behind it.
            var first = GoesAsync("on its way");
            await Eventually.TrueAsync(IsWaitedForAsync);
            sent = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => GoesAsync("too late")).Append(first));
        }
        finally
        {
            ends.SetResult();
            await slow;
        }

        Assert.DoesNotContain(true, sent);

        await Eventually.TrueAsync(() => GoesAsync("soon enough"));
        Assert.DoesNotContain(await Newest(Bob), message => message.Text == "too late");
    }

    // To SQLite nothing is given before its turn.
    async Task<bool> IsWaitedForAsync() => !Databases.OnPostgres || await Do((MessengerDb db) => db.Database
        .SqlQuery<int>($"SELECT 1 AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'").AnyAsync());

    async Task<bool> GoesAsync(string text)
    {
        try
        {
            await Says(Ann, text);
            return true;
        }
        catch (Exception failure) when (DatabaseUnavailable.Explains(failure))
        {
            return false;
        }
    }
}
