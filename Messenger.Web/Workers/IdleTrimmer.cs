using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Messenger.Web;

/// <summary>
/// Gives memory back when nobody asks for anything, and the log of SQLite with what was deleted. The collector alone does so only under
/// pressure, and keeps what the start or a busy hour took. It takes up to a second, in which nobody is answered, so nobody may be talking.
/// </summary>
/// <param name="sqlite">Null on PostgreSQL.</param>
sealed class IdleTrimmer(IEventBus bus, TimeProvider time, ILogger<IdleTrimmer> log, SqliteLookups? sqlite = null)
    : PeriodicWorker(TimeSpan.FromSeconds(10), time, log)
{
    // Whoever said something half a minute ago may be answered any moment.
    const int SilentLooks = 3;

    // Open pages and sockets that only beat allocate less than this between two looks; a busy messenger allocates it in a second.
    const long Quiet = 64 << 20;

    // Whether there was one is all that counts.
    readonly ChannelReader<Event> events = bus.Subscribe(capacity: 1);

    // The first look is never quiet: that is the start.
    long before = -Quiet;
    int silence = SilentLooks;
    bool isRested;

    protected override Task LookAsync(CancellationToken stop)
    {
        var now = GC.GetTotalAllocatedBytes();
        silence = events.TryRead(out _) ? 0 : silence + 1;
        var isQuiet = now - before < Quiet && silence >= SilentLooks;
        if (isQuiet && !isRested)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            TrimNative();
            sqlite?.EmptyLog();
            Log.LogDebug("Memory was given back");
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
