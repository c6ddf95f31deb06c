using System.Diagnostics;

namespace Messenger.Tests;

/// <summary>Waits for what is to become true, and no longer than it takes.</summary>
public static class Eventually
{
    // Patience with a machine that does other things as well, and no promise to anybody.
    const int Seconds = 60;

    static readonly TimeSpan look = TimeSpan.FromMilliseconds(10);

    /// <param name="or">What is said when it does not happen: asked only then, to tell how things are then.</param>
    public static Task TrueAsync(Func<bool> what, Func<string>? or = null) => TrueAsync(() => Task.FromResult(what()), or);

    public static async Task TrueAsync(Func<Task<bool>> what, Func<string>? or = null)
    {
        for (var watch = Stopwatch.StartNew(); !await what();)
        {
            if (watch.Elapsed.TotalSeconds > Seconds)
            {
                Assert.Fail(or?.Invoke() ?? $"It did not happen within {Seconds} seconds.");
            }

            await Task.Delay(look, TestContext.Current.CancellationToken);
        }
    }
}
