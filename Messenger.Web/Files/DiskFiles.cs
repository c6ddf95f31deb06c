using Microsoft.Extensions.Options;

namespace Messenger.Web;

/// <summary>
/// The bytes of files, under {DataPath}/files/ab/cd/{key}. They are written beside their place, forced to the disk, and then
/// put there, so that a file is whole or not there at all; the folder is forced to the disk last, for it has the name.
/// </summary>
public sealed class DiskFiles(IOptions<Settings> settings, IHostEnvironment host)
{
    const string Thumbnail = ".webp";

    // A name with a dot is on its way: keys have none.
    const string Unfinished = ".new";

    readonly string root = Path.Combine(host.ContentRootPath, settings.Value.DataPath, "files");

    public string PathOf(Guid key) => Path.Combine(root, $"{key:N}"[..2], $"{key:N}"[2..4], $"{key:N}");

    public string ThumbnailOf(Guid key) => PathOf(key) + Thumbnail;

    /// <summary>Where to write what is to become this file.</summary>
    public static string UnfinishedOf(string path)
    {
        DurableFolders.Make(Path.GetDirectoryName(path)!);
        return path + Unfinished;
    }

    /// <summary>What was written for this file is in its place, and survives a power cut, when this returns.</summary>
    public static void Finish(string path)
    {
        using (var written = File.OpenHandle(path + Unfinished, FileMode.Open, FileAccess.ReadWrite))
        {
            RandomAccess.FlushToDisk(written);
        }

        File.Move(path + Unfinished, path, overwrite: true);
        DurableFolders.Flush(Path.GetDirectoryName(path)!);
    }

    public void Delete(Guid key)
    {
        var path = PathOf(key);
        foreach (var file in new[] { path, path + Unfinished, path + Thumbnail, path + Thumbnail + Unfinished })
        {
            // A folder that was never made is as good as a file that is gone; what is there and is no file is somebody's mistake to tell of.
            if (Path.Exists(file))
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>The keys of all bytes that were written before a time, whatever became of them.</summary>
    public IEnumerable<Guid> WrittenBefore(DateTimeOffset time)
    {
        var all = Directory.Exists(root) ? new DirectoryInfo(root).EnumerateFiles("*", SearchOption.AllDirectories) : [];
        return all.Where(file => file.LastWriteTimeUtc < time.UtcDateTime).Select(file => KeyOf(file.Name)).OfType<Guid>().Distinct();
    }

    static Guid? KeyOf(string name) => Guid.TryParseExact(name.Split('.')[0], "N", out var key) ? key : null;
}
