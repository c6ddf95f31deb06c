using System.Runtime.InteropServices;

namespace Messenger.Web;

/// <summary>
/// Gives memory back when nobody asks for anything. The collector alone does so only under pressure, and keeps what the start
/// or a busy hour took.
/// </summary>
sealed class IdleMemoryTrimmer(TimeProvider time, ILogger<IdleMemoryTrimmer> log) : PeriodicWorker(TimeSpan.FromSeconds(10), time, log)
{
    // Open pages and sockets that only beat allocate less than this between two looks; a busy messenger allocates it in a second.
    const long Quiet = 64 << 20;

    // The first look is never quiet: that is the start.
    long before = -Quiet;
    bool isRested;

    protected override Task LookAsync(CancellationToken stop)
    {
        var now = GC.GetTotalAllocatedBytes();
        var isQuiet = now - before < Quiet;
        if (isQuiet && !isRested)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            TrimNative();
        }

        (before, isRested) = (now, isQuiet);
        return Task.CompletedTask;
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
