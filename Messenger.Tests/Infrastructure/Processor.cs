namespace Messenger.Tests;

/// <summary>Time by the processor, which other programs on the machine hardly change.</summary>
public static class Processor
{
    /// <summary>What this thread takes for it; nothing else that runs meanwhile counts.</summary>
    public static TimeSpan TimeOf(Action act)
    {
        var before = OfThread();
        act();
        return OfThread() - before;
    }

    /// <summary>What our whole process takes for it: only for tests that are alone.</summary>
    public static async Task<TimeSpan> TimeOfAllAsync(Func<Task> act)
    {
        var before = Environment.CpuUsage.TotalTime;
        await act();
        return Environment.CpuUsage.TotalTime - before;
    }

    /// <summary>What another process has taken since its start.</summary>
    public static TimeSpan Of(int process) => Read($"/proc/{process}/stat");

    static TimeSpan OfThread() => Read("/proc/thread-self/stat");

    // Fields 14 and 15, in hundredths; the second field is a name that may have spaces (https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html).
    static TimeSpan Read(string file)
    {
        var text = File.ReadAllText(file);
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromMilliseconds(10 * (long.Parse(fields[11]) + long.Parse(fields[12])));
    }
}
