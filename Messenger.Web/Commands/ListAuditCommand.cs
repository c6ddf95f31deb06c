using System.Globalization;

namespace Messenger.Web;

/// <summary>The command <c>admin audit</c>: lists what admins did, the newest first.</summary>
sealed class ListAuditCommand(Audit audit) : ICommand
{
    public async Task RunAsync(CommandLine line, TextWriter output)
    {
        var typed = line.FindOption("before");
        line.RefuseOthers();
        int? before = typed is null ? null : int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw new WrongUsage($"“{typed}” is no number of a line.");
        var page = await audit.ListAsync(Actor.CommandLine, before);
        TextTable.Write(output, ["id", "when", "who", "did", "to whom", "what"], page.Lines.Select(one => (string[])
        [
            $"{one.Id}", $"{one.At:u}", one.Actor?.Username ?? "command line", one.Act, one.Subject?.Username ?? "", one.Detail ?? "",
        ]));
    }
}
