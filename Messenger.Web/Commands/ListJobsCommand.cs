namespace Messenger.Web;

/// <summary>
/// The command <c>admin jobs</c>: lists what waits to be done later, such as mails, with
/// the numbers that <c>retry-job</c> and <c>drop-job</c> ask for.
/// </summary>
sealed class ListJobsCommand(ManagedJobs jobs) : ICommand
{
    public async Task RunAsync(CommandLine line, TextWriter output)
    {
        var onlyFailed = line.TakeFlag("failed");
        line.RefuseOthers();
        List<ManagedJob> all = [];
        for (int? after = 0; after is not null;)
        {
            var page = await jobs.ListAsync(Actor.CommandLine, onlyFailed, after.Value);
            all.AddRange(page.Jobs);
            after = page.After;
        }

        TextTable.Write(output, ["id", "kind", "due", "tries", "state"], all.Select(job => (string[])[$"{job.Id}", job.Kind, $"{job.DueAt:u}", $"{job.Attempts}", job.IsFailed ? "failed" : "waiting"]));
    }
}
