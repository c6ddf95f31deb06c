using Npgsql;

namespace Messenger.Web;

/// <summary>
/// The command <c>import-original</c>: brings here what the original Messenger has in its
/// database, and with its media folder the pictures of people.
/// </summary>
sealed class ImportOriginalCommand(IDatabaseBackup database, OriginalImport import, IFileStore store) : ICommand
{
    // It makes them.
    public bool NeedsTables => false;

    public async Task RunAsync(CommandLine line, TextWriter output)
    {
        var from = line.FindOption("from") ?? throw new WrongUsage("--from is missing.");
        var (media, isTry) = (line.FindOption("media"), line.TakeFlag("dry-run"));
        line.RefuseOthers();
        await database.RequireUnusedAsync();
        try
        {
            var report = await import.RunAsync(from, isTry, new OriginalPictures(store, media, isTry).DrawAsync);
            TextTable.Write(output, isTry ? ["table", "would be added", "would be changed", "here already"] : ["table", "added", "changed", "here already"],
                report.Counts.Select(table => (string[])[table.Key, $"{table.Value.Added}", $"{table.Value.Changed}", $"{table.Value.Known}"]));
            report.Lines.ForEach(output.WriteLine);
        }
        catch (PostgresException odd)
        {
            throw new CommandFailed($"Nothing was imported: {odd.MessageText}. Is that the database of the original?", odd);
        }
    }
}
