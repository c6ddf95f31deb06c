namespace Messenger.Web;

/// <summary>
/// The command <c>restore FILE</c>: puts what a backup holds in the place of what is here. The messenger may not run meanwhile.
/// </summary>
sealed class RestoreBackupCommand(Backups backups) : ICommand
{
    public bool NeedsTables => false;

    public async Task RunAsync(CommandLine line, TextWriter output)
    {
        var endsSessions = line.TakeFlag("end-sessions");
        var path = Path.GetFullPath(line.TakeWord("FILE"));
        line.RefuseOthers();
        var restored = await backups.RestoreAsync(path, endsSessions);
        await output.WriteLineAsync($"As it was at {restored.MadeAt:u}: {restored.Rows["users"]} people, {restored.Rows["messages"]} messages, {restored.Files} files and pictures. "
            + $"Others that were here stay for {RestoredDatabase.KeptDays} days. Start the messenger.");
    }
}
