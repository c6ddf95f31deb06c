namespace Messenger.Web;

/// <summary>
/// The names that the bytes of each thing have where they are kept: the same in a
/// folder and in a bucket, so one can be copied to the other.
/// </summary>
static class FilePlaces
{
    /// <summary>Of the files of chats.</summary>
    public const string Files = "files";

    /// <summary>Of the pictures of people and groups.</summary>
    public const string Avatars = "avatars";

    public static string Of(Guid key) => $"{Files}/{$"{key:N}"[..2]}/{$"{key:N}"[2..4]}/{key:N}";

    public static string ThumbnailOf(Guid key) => Of(key) + ".webp";

    public static string AvatarOf(Guid key) => $"{Avatars}/{$"{key:N}"[..2]}/{key:N}.webp";

    /// <summary>Of the file that a name belongs to; null for what is none of ours.</summary>
    public static Guid? KeyOf(string name) => Guid.TryParseExact(name.Split('/')[^1].Split('.')[0], "N", out var key) ? key : null;

    /// <summary>The file and all that was made of it.</summary>
    public static async Task DeleteAsync(this IFileStore store, Guid key)
    {
        await store.DeleteAsync(Of(key));
        await store.DeleteAsync(ThumbnailOf(key));
    }

    /// <summary>As <see cref="DeleteAsync"/>, where something went wrong already, which is to be told and not this. Whoever looks for leftovers finds what stays.</summary>
    public static async Task TryDeleteAsync(this IFileStore store, Guid key)
    {
        try
        {
            await store.DeleteAsync(key);
        }
        catch (Exception failure) when (failure is FileStoreUnavailable or IOException)
        {
            // The reason for deleting it is on its way to whoever asked.
        }
    }
}
