using System.Diagnostics;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Whose PostgreSQL is far away says in the connection string how long it may take to answer; tests on SQLite say it to its writer.</summary>
public sealed class SendingWithPatience : World
{
    [Fact]
    public async Task Behind_a_slow_write_waits_as_long_as_was_said()
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

        var (sending, watch) = (Says(Ann, "Hello"), Stopwatch.StartNew());
        await Eventually.TrueAsync(() => sending.IsCompleted || watch.Elapsed > DatabaseUnavailable.Patience + TimeSpan.FromSeconds(1));
        var isWaiting = !sending.IsCompleted;
        ends.SetResult();
        await slow;

        Assert.True(isWaiting);
        Assert.Equal("Hello", (await sending).Text);
    }
}
