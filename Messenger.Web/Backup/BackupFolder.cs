using System.Globalization;
using System.Text.Json;

namespace Messenger.Web;

/// <summary>A backup that lies in the folder.</summary>
public sealed record BackupView(string Name, DateTimeOffset MadeAt, long Size);

/// <summary>The folder of backups that are made here (Backup:Folder). What else lies there is left alone.</summary>
public sealed class BackupFolder(AllSettings settings)
{
    /// <summary>How the name ends of what is not whole yet.</summary>
    public const string Unfinished = ".new";

    const string Prefix = "messenger-", Format = "yyyyMMddTHHmmssZ", Plain = ".tar", Sealed = ".tar.sealed", StateName = "state.json";

    /// <summary>Null: there is none, and none are made.</summary>
    public string? Path => settings.Backup.Folder;

    /// <summary>Whether what is made here takes a passphrase to be read.</summary>
    public bool IsSealed => settings.Backup.Passphrase is not null;

    /// <summary>The newest first.</summary>
    public IReadOnlyList<BackupView> List() => Path is null ? [] :
        [.. new DirectoryInfo(Path).EnumerateFiles(Prefix + "*").Select(View).OfType<BackupView>().OrderByDescending(backup => backup.MadeAt)];

    public string NewPath(DateTimeOffset at) =>
        PathOf(Prefix + at.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture) + (IsSealed ? Sealed : Plain));

    public string PathOf(string name) => System.IO.Path.Combine(Path!, name);

    /// <summary>Deletes the oldest beyond those that are kept.</summary>
    public void Trim()
    {
        foreach (var old in List().Skip(settings.Backup.Keep))
        {
            File.Delete(PathOf(old.Name));
        }
    }

    /// <summary>Deletes what is left of those that were killed while they were made. Nobody makes one meanwhile: whoever asks holds <see cref="Leases.Backup"/>.</summary>
    public void DeleteUnfinished()
    {
        if (Path is null)
        {
            return;
        }

        foreach (var left in new DirectoryInfo(Path).GetFiles(Prefix + "*" + Unfinished).Where(file => FindTime(file.Name[..^Unfinished.Length]) is not null))
        {
            left.Delete();
        }
    }

    internal BackupState GetState() => File.Exists(PathOf(StateName)) ? JsonSerializer.Deserialize<BackupState>(File.ReadAllText(PathOf(StateName)))! : new BackupState();

    internal void SetState(BackupState state)
    {
        var path = PathOf(StateName);
        File.WriteAllText(path + Unfinished, JsonSerializer.Serialize(state));
        File.Move(path + Unfinished, path, overwrite: true);
    }

    static BackupView? View(FileInfo file) => FindTime(file.Name) is { } at ? new BackupView(file.Name, at, file.Length) : null;

    // None: it is not the name of a backup.
    static DateTimeOffset? FindTime(string name)
    {
        var time = name.EndsWith(Sealed, StringComparison.Ordinal) ? name[..^Sealed.Length] : name.EndsWith(Plain, StringComparison.Ordinal) ? name[..^Plain.Length] : "";
        return time.StartsWith(Prefix, StringComparison.Ordinal)
            && DateTimeOffset.TryParseExact(time[Prefix.Length..], Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : null;
    }
}
