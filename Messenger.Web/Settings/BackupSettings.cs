namespace Messenger.Web;

/// <summary>Every key under <c>Backup:</c> (environment form <c>Backup__Folder</c>).</summary>
public sealed record BackupSettings
{
    public const string Section = "Backup";

    const int MostHours = 24 * 31, MostKept = 1000;

    /// <summary>Where backups are made by themselves and for whoever asks for one on the admin's page. None: only by the command line.</summary>
    public string? Folder { get; init; }

    /// <summary>How long after one the next is made.</summary>
    public required int EveryHours { get; init; }

    /// <summary>How many are kept there: older ones go when a new one is there.</summary>
    public required int Keep { get; init; }

    /// <summary>A file that holds what backups are sealed with, and nothing else; relative to the program's folder. None: they are not sealed.</summary>
    public string? PassphraseFile { get; init; }

    /// <summary>What they are sealed with.</summary>
    public string? Passphrase => PassphraseFile;

    /// <param name="home">What a relative path is relative to.</param>
    public static BackupSettings Read(SettingsReader keys, string home) => new()
    {
        Folder = keys.Read("Folder", "is a folder that can be written to; a relative one lies in the program's folder", path => Settings.WritableFolder(path, home)),
        EveryHours = keys.Number("EveryHours", 24, MostHours, "a number of hours"),
        Keep = keys.Number("Keep", 7, MostKept, "a number of backups"),
        PassphraseFile = keys.Read("PassphraseFile", "is a file with a passphrase in it, 12 characters or more", path =>
            File.ReadAllText(Path.GetFullPath(path, home)).Trim() is { Length: >= 12 } passphrase ? passphrase : throw new FormatException()),
    };
}
