using System.Diagnostics;

namespace Messenger.Tests;

/// <summary>Waits for what is to become true, and no longer than it takes.</summary>
public static class Soon
{
    static readonly TimeSpan look = TimeSpan.FromMilliseconds(10);

    public static Task TrueAsync(Func<bool> what, double seconds = 10, string? or = null) => TrueAsync(() => Task.FromResult(what()), seconds, or);

    public static async Task TrueAsync(Func<Task<bool>> what, double seconds = 10, string? or = null)
    {
        for (var watch = Stopwatch.StartNew(); !await what();)
        {
            Assert.True(watch.Elapsed.TotalSeconds < seconds, or ?? $"It did not happen within {seconds} seconds.");
            await Task.Delay(look, TestContext.Current.CancellationToken);
        }
    }
}
