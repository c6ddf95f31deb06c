namespace Messenger.Web;

/// <summary>
/// The place where the bytes of files and pictures are kept, each under a name that is used once and whose bytes never change: a
/// folder, or a bucket. They are written on this machine first, because they are looked at, and drawn anew, before they are kept.
/// </summary>
public interface IFileStore
{
    /// <summary>The path of a file on this machine, to write what is to be kept under this name.</summary>
    string Unfinished(string name);

    /// <summary>What was written there is whole under its name, and survives a power cut, when this returns. The file it was written to is gone.</summary>
    /// <exception cref="IOException">There is no room, or the disk fails.</exception>
    /// <exception cref="FileStoreUnavailable">It cannot be kept just now; the file stays until it is deleted.</exception>
    Task FinishAsync(string name);

    /// <summary>Null where there is nothing under this name.</summary>
    /// <exception cref="FileStoreUnavailable">It cannot be told just now.</exception>
    Task<KeptBytes?> FindAsync(string name);

    /// <summary>Finished or not, it is gone when this returns; it need not have been there.</summary>
    /// <exception cref="IOException">The disk does not let go of it.</exception>
    /// <exception cref="FileStoreUnavailable">It cannot be deleted just now.</exception>
    Task DeleteAsync(string name);

    /// <summary>The names of all that was written below a folder before a time, whatever became of it.</summary>
    IAsyncEnumerable<string> WrittenBeforeAsync(string folder, DateTimeOffset time);
}

/// <summary>Bytes to be handed out. Whoever has them disposes of the stream.</summary>
/// <param name="Bytes">Can be read from anywhere; none are held in memory before they are read.</param>
public sealed record KeptBytes(Stream Bytes, DateTimeOffset WrittenAt);

/// <summary>
/// Thrown where what keeps files is away, hangs, or does not let us in. Nothing is lost: who asked is told to try again.
/// </summary>
public sealed class FileStoreUnavailable(Exception why) : Exception("What keeps files cannot be reached, or does not answer as it should.", why)
{
    public static bool Explains(Exception? failure) => failure is not null && (failure is FileStoreUnavailable || Explains(failure.InnerException));
}
