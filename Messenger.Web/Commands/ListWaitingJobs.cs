using Messenger.Domain;

namespace Messenger.Web;

/// <summary><c>admin jobs</c>: what waits to be done later, such as mails.</summary>
sealed class ListWaitingJobs(ILookups lookups, TimeProvider time) : ICommand
{
    public async Task RunAsync(CommandLine line, TextWriter output)
    {
        line.RefuseOthers();
        var waiting = await Jobs.WaitingAsync(lookups, time.Now());
        TextTable.Write(output, ["kind", "waiting", "failed", "next"],
            waiting.OrderBy(kind => kind.Kind, StringComparer.Ordinal).Select(kind => (string[])[kind.Kind, $"{kind.Count}", $"{kind.Failed}", $"{kind.FirstDueAt:u}"]));
    }
}
