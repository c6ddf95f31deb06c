using System.Globalization;

namespace Messenger.Web;

/// <summary>
/// The command <c>admin retry-job</c>: has a job tried at the next look of a node that runs, within 15 seconds.
/// </summary>
sealed class RetryJobCommand(ManagedJobs jobs) : ICommand
{
    public async Task RunAsync(CommandLine line, TextWriter output)
    {
        var id = line.TakeJob();
        await jobs.RetryAsync(Actor.CommandLine, id);
        await output.WriteLineAsync($"Job {id} is due now.");
    }
}

/// <summary>The command <c>admin drop-job</c>: what the job was to do will not be done.</summary>
sealed class DropJobCommand(ManagedJobs jobs) : ICommand
{
    public async Task RunAsync(CommandLine line, TextWriter output)
    {
        var id = line.TakeJob();
        await jobs.DropAsync(Actor.CommandLine, id);
        await output.WriteLineAsync($"Job {id} is dropped.");
    }
}

static class JobArguments
{
    /// <summary>The one number that <c>admin jobs</c> shows.</summary>
    public static int TakeJob(this CommandLine line)
    {
        var typed = line.TakeWord("ID");
        line.RefuseOthers();
        return int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw new WrongUsage($"“{typed}” is no number of a job.");
    }
}
