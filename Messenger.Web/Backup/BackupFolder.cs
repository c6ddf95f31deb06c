using System.Globalization;
using System.Text.Json;

namespace Messenger.Web;

/// <summary>A backup that lies in the folder.</summary>
public sealed record BackupView(string Name, DateTimeOffset MadeAt, long Size);

/// <summary>The folder of backups that are made here (Backup:Folder). What else lies there is left alone.</summary>
public sealed class BackupFolder(AllSettings settings, TimeProvider time)
{
    /// <summary>How the name ends of what is not whole yet.</summary>
    public const string Unfinished = ".new";

    const string Prefix = "messenger-", Format = "yyyyMMddTHHmmssZ", Plain = ".tar", Sealed = ".tar.sealed", StateName = "state.json";

    // What clocks may be apart, and be right.
    static readonly TimeSpan tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Null: there is none, and none are made.</summary>
    public string? Path => settings.Backup.Folder;

    /// <summary>Whether what is made here takes a passphrase to be read.</summary>
    public bool IsSealed => settings.Backup.Passphrase is not null;

    /// <summary>The newest first; those dated ahead (<see cref="IsAhead"/>) come last, and are the first to go: by their dates they would push out each new one.</summary>
    public IReadOnlyList<BackupView> List() => Path is null ? [] :
    [
        .. new DirectoryInfo(Path).EnumerateFiles(Prefix + "*").Select(View).OfType<BackupView>()
            .OrderBy(backup => IsAhead(backup.MadeAt)).ThenByDescending(backup => backup.MadeAt),
    ];

    /// <summary>Null where there is none, or only some dated ahead: of those nobody knows how old they are.</summary>
    public BackupView? FindNewest() => List().FirstOrDefault(backup => !IsAhead(backup.MadeAt));

    /// <summary>Whether a time was written by a clock that was ahead, and says nothing.</summary>
    public bool IsAhead(DateTimeOffset at) => at - time.GetUtcNow() > tolerance;

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

    // Who makes them deletes old ones meanwhile; the question keeps the answer to the size.
    static BackupView? View(FileInfo file) => FindTime(file.Name) is { } at && file.Exists ? new BackupView(file.Name, at, file.Length) : null;

    // None: it is not the name of a backup.
    static DateTimeOffset? FindTime(string name)
    {
        var dated = name.EndsWith(Sealed, StringComparison.Ordinal) ? name[..^Sealed.Length] : name.EndsWith(Plain, StringComparison.Ordinal) ? name[..^Plain.Length] : "";
        return dated.StartsWith(Prefix, StringComparison.Ordinal)
            && DateTimeOffset.TryParseExact(dated[Prefix.Length..], Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : null;
    }
}
