using System.Runtime.InteropServices;

namespace Messenger.Web;

/// <summary>
/// Gives memory back when nobody asks for anything. The collector alone does so only under pressure, and keeps what the start
/// or a busy hour took.
/// </summary>
sealed class IdleMemoryTrimmer(TimeProvider time) : BackgroundService
{
    // Open pages and sockets that only beat allocate less than this between two looks; a busy messenger allocates it in a second.
    const long Quiet = 64 << 20;

    static readonly TimeSpan look = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(look, time);
        var (before, isRested) = (GC.GetTotalAllocatedBytes(), false);
        while (await timer.WaitForNextTickAsync(stop))
        {
            var now = GC.GetTotalAllocatedBytes();
            var isQuiet = now - before < Quiet;
            if (isQuiet && !isRested)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                TrimNative();
            }

            (before, isRested) = (now, isQuiet);
        }
    }

    // What the compiler used and gave back is kept by the C library until it is asked (malloc_trim(3), glibc only).
    static void TrimNative()
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var libc) && NativeLibrary.TryGetExport(libc, "malloc_trim", out _))
        {
            Trim(0);
        }
    }

    [DllImport("libc.so.6", EntryPoint = "malloc_trim")]
    static extern int Trim(nuint pad);
}
