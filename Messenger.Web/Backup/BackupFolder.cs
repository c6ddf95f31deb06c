using System.Globalization;
using System.Text.Json;

namespace Messenger.Web;

/// <summary>A backup that lies in the folder.</summary>
public sealed record BackupView(string Name, DateTimeOffset MadeAt, long Size);

/// <summary>The folder of backups that are made here (Backup:Folder). What else lies there is left alone.</summary>
public sealed class BackupFolder(AllSettings settings)
{
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

    internal BackupState GetState() => File.Exists(PathOf(StateName)) ? JsonSerializer.Deserialize<BackupState>(File.ReadAllText(PathOf(StateName)))! : new BackupState();

    internal void SetState(BackupState state)
    {
        var path = PathOf(StateName);
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(state));
        File.Move(path + ".new", path, overwrite: true);
    }

    static BackupView? View(FileInfo file)
    {
        var name = file.Name;
        var time = name.EndsWith(Sealed, StringComparison.Ordinal) ? name[..^Sealed.Length] : name.EndsWith(Plain, StringComparison.Ordinal) ? name[..^Plain.Length] : "";
        return time.StartsWith(Prefix, StringComparison.Ordinal)
            && DateTimeOffset.TryParseExact(time[Prefix.Length..], Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new BackupView(name, at, file.Length)
            : null;
    }
}
