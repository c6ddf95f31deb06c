namespace Messenger.Web;

/// <summary>The command <c>backup FILE</c>: puts everything there is into one file. The messenger may run meanwhile.</summary>
sealed class MakeBackupCommand(Backups backups, Audit audit) : ICommand
{
    public async Task RunAsync(CommandLine line, TextWriter output)
    {
        var path = Path.GetFullPath(line.TakeWord("FILE"));
        line.RefuseOthers();
        await audit.RecordAsync(Actor.CommandLine, AuditActs.WantedBackup, path);
        var made = await backups.MakeAsync(path, CancellationToken.None);
        await output.WriteLineAsync($"{path}: {made.Rows["users"]} people, {made.Rows["messages"]} messages, {made.Files} files and pictures, {made.Size} bytes.");
    }
}
