using Messenger.Web;

namespace Messenger.Tests;

/// <summary>What power cuts leave no test can see. That the system was asked, and its answer heard, it can.</summary>
[RunsOnce]
public sealed class KeepingNames : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("names-").FullName;

    [Fact]
    public void Makes_the_folders_on_the_way()
    {
        var folder = Path.Combine(root, "ab", "cd");

        DurableFolders.Make(folder);
        DurableFolders.Make(folder);
        DurableFolders.Flush(folder);

        Assert.True(Directory.Exists(folder));
    }

    [Fact]
    public void Tells_when_the_system_says_no()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Nobody is asked there.");

        Assert.Contains("gone", Assert.Throws<IOException>(() => DurableFolders.Flush(Path.Combine(root, "gone"))).Message);
    }

    [Fact]
    public async Task Puts_a_file_in_its_place_whole()
    {
        var (store, path) = (new FolderFileStore(root), Path.Combine(root, "ab", "file"));
        await File.WriteAllTextAsync(store.Unfinished("ab/file"), "bytes", TestContext.Current.CancellationToken);

        await store.FinishAsync("ab/file");

        Assert.Equal("bytes", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    public void Dispose() => Directory.Delete(root, true);
}
