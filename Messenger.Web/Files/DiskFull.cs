namespace Messenger.Web;

/// <summary>Tells a disk without room (or whose quota is used up) from a mistake of ours: waiting, or somebody's cleaning up, helps.</summary>
static class DiskFull
{
    // ENOSPC, EDQUOT of Linux and of macOS, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL of Windows.
    static readonly int[] codes = [28, 122, 69, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    public static bool Explains(Exception? failure) =>
        failure is IOException { HResult: var code } && codes.Contains(code) || failure?.InnerException is { } inner && Explains(inner);

    /// <summary>For what cannot say why it could not write: fails when there is no room beside this file.</summary>
    public static void Check(string path)
    {
        using var tried = new FileStream(path + ".try", FileMode.Create, FileAccess.Write, FileShare.None, 0, FileOptions.DeleteOnClose);
        tried.Write(new byte[1 << 20]);
        tried.Flush(flushToDisk: true);
    }
}
