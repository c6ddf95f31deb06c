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
    public void Puts_a_file_in_its_place_whole()
    {
        var path = Path.Combine(root, "ab", "file");
        File.WriteAllText(DiskFiles.UnfinishedOf(path), "bytes");

        DiskFiles.Finish(path);

        Assert.Equal("bytes", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    public void Dispose() => Directory.Delete(root, true);
}
