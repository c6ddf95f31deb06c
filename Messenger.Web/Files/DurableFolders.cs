using System.Runtime.InteropServices;

namespace Messenger.Web;

/// <summary>
/// Forces folders to the disk (fsync(2)): a file's name is in its folder, and only survives a power cut after that. .NET opens no folders, so
/// the system is asked; Windows keeps a journal of names by itself.
/// </summary>
public static class DurableFolders
{
    // EINVAL, EROFS, and ENOTSUP of macOS and Linux: shares and some mounts cannot do it to a folder, and keep names in their own way.
    static readonly int[] beyond = [22, 30, 45, 95];

    /// <summary>The folder, and those above it that are not there yet.</summary>
    public static void Make(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        var parent = Path.GetDirectoryName(Path.GetFullPath(folder))!;
        Make(parent);
        Directory.CreateDirectory(folder);
        Flush(parent);
    }

    /// <summary>The names in it are on the disk when this returns.</summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var handle = Check(Open(folder, 0), folder);
        try
        {
            var result = Fsync(handle);
            Check(result < 0 && beyond.Contains(Marshal.GetLastPInvokeError()) ? 0 : result, folder);
        }
        finally
        {
            _ = Close(handle);
        }
    }

    static int Check(int result, string folder) =>
        result >= 0 ? result : throw new IOException($"{Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}: {folder}", Marshal.GetLastPInvokeError());

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    static extern int Fsync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    static extern int Close(int handle);
}
