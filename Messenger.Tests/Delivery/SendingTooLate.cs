using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>What waited until its sender was told "not sent" is not sent after that.</summary>
public sealed class SendingTooLate : World
{
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
        await began.Task;

        foreach (var one in Enumerable.Range(0, 6).Select(_ => Says(Ann, "too late")).ToList())
        {
            await Assert.ThrowsAnyAsync<TimeoutException>(() => one);
        }

        ends.SetResult();
        await slow;

        await Soon.TrueAsync(() => GoesAsync("soon enough"));
        // One may have been on its way when its time was over, and then nobody knows.
        Assert.InRange((await Newest(Bob)).Count(message => message.Text == "too late"), 0, 1);
    }

    async Task<bool> GoesAsync(string text)
    {
        try
        {
            await Says(Ann, text);
            return true;
        }
        catch (Exception failure) when (DatabaseAway.Explains(failure))
        {
            return false;
        }
    }
}
