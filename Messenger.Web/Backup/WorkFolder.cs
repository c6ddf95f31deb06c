namespace Messenger.Web;

/// <summary>A folder for what is needed only for a while, which goes with all that is in it; what was left there by one that was killed goes first.</summary>
sealed class WorkFolder : IDisposable
{
    public WorkFolder(string path)
    {
        Path = path;
        Dispose();
        PrivateFiles.MakeFolder(path);
    }

    public string Path { get; }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
