namespace Messenger.Web;

/// <summary>Pictures of people and groups in the media folder of the original, which are drawn anew like those that are uploaded.</summary>
/// <param name="folder">What the original serves under /media; null: there is none here.</param>
/// <param name="isTry">They are drawn, and not kept.</param>
sealed class OriginalPictures(IFileStore store, string? folder, bool isTry)
{
    const string Place = "/media/";

    // Nobody else draws meanwhile.
    const int Nobody = 0;

    /// <summary>Answers the address of the picture here; null where there is none, or it is none.</summary>
    public async Task<string?> DrawAsync(string named)
    {
        if (Find(named) is not { } path)
        {
            return null;
        }

        var key = Guid.NewGuid();
        var name = FilePlaces.AvatarOf(key);
        var face = store.Unfinished(name);
        try
        {
            await Images.SquareAsync(Nobody, path, await TypeAsync(path), face);
            if (!isTry)
            {
                await store.FinishAsync(name);
            }

            return Avatars.AddressOf(key);
        }
        catch (Refused)
        {
            return null;
        }
        finally
        {
            File.Delete(face);
        }
    }

    // As the original named it, with or without its own host, and nothing outside of the folder.
    string? Find(string named)
    {
        if (folder is null)
        {
            return null;
        }

        var place = named.IndexOf(Place, StringComparison.Ordinal);
        var (inside, path) = (Path.GetFullPath(folder) + Path.DirectorySeparatorChar, Path.GetFullPath(Path.Combine(folder, (place < 0 ? named : named[(place + Place.Length)..]).TrimStart('/'))));
        return path.StartsWith(inside, StringComparison.Ordinal) && File.Exists(path) ? path : null;
    }

    static async Task<FileType> TypeAsync(string path)
    {
        await using var file = File.OpenRead(path);
        var head = new byte[FileType.HeadLength];
        var type = FileType.Of(head.AsSpan(0, await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false)));
        return type.IsPicture ? type : throw new Refused(Reason.Unsupported, "not_a_picture", "A picture is a JPEG, PNG, WebP or GIF here. Choose another one.", "files");
    }
}
