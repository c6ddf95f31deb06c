using System.Runtime.InteropServices;

namespace Messenger.Web;

/// <summary>Does work so that everything else on the machine goes first, on a thread of its own.</summary>
static class LowPriority
{
    const int Process = 0, Self = 0, Nice = 15;

    public static Task<T> RunAsync<T>(Func<T> work) => Task.Factory.StartNew(
        () =>
        {
            Lower();
            return work();
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    // .NET's own priorities do nothing on Linux, where each thread, and those it starts, can be nice (setpriority(2)).
    static void Lower()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetPriority(Process, Self, Nice);
        }
        else
        {
            Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        }
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    static extern int SetPriority(int which, int who, int priority);
}
