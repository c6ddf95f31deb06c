namespace Messenger.Web;

/// <summary>
/// Bytes in a folder, each under its name. They are written beside their place, forced to the disk, and then put there, so that a file
/// is whole or not there at all; the folder is forced to the disk last, for it has the name.
/// </summary>
public sealed class FolderFileStore(string root) : IFileStore
{
    // A name that ends so is on its way.
    const string Mark = ".new";

    public string Unfinished(string name)
    {
        var path = PathOf(name);
        DurableFolders.Make(Path.GetDirectoryName(path)!);
        return path + Mark;
    }

    public Task FinishAsync(string name)
    {
        var path = PathOf(name);
        using (var written = File.OpenHandle(path + Mark, FileMode.Open, FileAccess.ReadWrite))
        {
            RandomAccess.FlushToDisk(written);
        }

        File.Move(path + Mark, path, overwrite: true);
        DurableFolders.Flush(Path.GetDirectoryName(path)!);
        return Task.CompletedTask;
    }

    public Task<KeptBytes?> FindAsync(string name)
    {
        var path = PathOf(name);
        if (!File.Exists(path))
        {
            return Task.FromResult<KeptBytes?>(null);
        }

        try
        {
            // Whoever asks reads in large pieces, so there is nothing to gain from a buffer in between.
            var bytes = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
            return Task.FromResult<KeptBytes?>(new(bytes, File.GetLastWriteTimeUtc(bytes.SafeFileHandle)));
        }
        catch (FileNotFoundException)
        {
            // Deleted just now.
            return Task.FromResult<KeptBytes?>(null);
        }
    }

    public Task DeleteAsync(string name)
    {
        foreach (var path in new[] { PathOf(name), PathOf(name) + Mark })
        {
            // A folder that was never made is as good as a file that is gone; what is there and is no file is somebody's mistake to tell of.
            if (Path.Exists(path))
            {
                File.Delete(path);
            }
        }

        return Task.CompletedTask;
    }

    public IAsyncEnumerable<string> WrittenBeforeAsync(string folder, DateTimeOffset time)
    {
        var below = new DirectoryInfo(PathOf(folder));
        var all = below.Exists ? below.EnumerateFiles("*", SearchOption.AllDirectories) : [];
        return all.Where(file => file.LastWriteTimeUtc < time.UtcDateTime).Select(file => Path.GetRelativePath(root, file.FullName).Replace('\\', '/')).ToAsyncEnumerable();
    }

    string PathOf(string name) => Path.Combine(root, name);
}
