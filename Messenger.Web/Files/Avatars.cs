namespace Messenger.Web;

/// <summary>Pictures of people and groups: small squares, each under a key that is used once.</summary>
public sealed class Avatars(Profiles profiles, Members members, IFileStore store, Leases leases, ILogger<Avatars> log)
{
    public const int Megabytes = 5;

    const string Address = "/avatars/";

    /// <summary>My picture; null takes it away. Answers its address.</summary>
    public Task<string?> SaveAsync(int me, IFormFile? file) => KeepAsync(me, file, avatar => profiles.SetAvatarAsync(me, avatar));

    /// <summary>A group's picture, by one of its admins; null takes it away. Answers its address.</summary>
    public Task<string?> SaveAsync(int me, int chatId, IFormFile? file) => KeepAsync(me, file, avatar => members.SetAvatarAsync(me, chatId, avatar));

    public static string AddressOf(Guid key) => $"{Address}{key:N}";

    /// <summary>What a picture with this address is kept under; null for what is none of ours.</summary>
    public static Guid? KeyOf(string? avatar) =>
        avatar?.StartsWith(Address, StringComparison.Ordinal) is true && Guid.TryParseExact(avatar[Address.Length..], "N", out var key) ? key : null;

    /// <summary>
    /// Removes a picture that no row names any more. One that stays is no reason to fail what was done already, and while a backup is made all do: its
    /// rows may name them. <see cref="FileCleaner"/> finds these.
    /// </summary>
    public async Task ForgetAsync(string? avatar)
    {
        if (KeyOf(avatar) is not { } key || await leases.IsTakenAsync(Leases.Backup))
        {
            return;
        }

        try
        {
            await store.DeleteAsync(FilePlaces.AvatarOf(key));
        }
        catch (Exception failure) when (failure is FileStoreUnavailable or IOException)
        {
            log.LogWarning(failure, "Could not remove the picture {Key}, which nobody needs any more; a later sweep tries again", key);
        }
    }

    public static Refused Missing() => Refused.Invalid("picture_missing", "Choose a picture first.", "files");

    async Task<string?> KeepAsync(int me, IFormFile? file, Func<string?, Task<string?>> portray)
    {
        var avatar = file is null ? null : AddressOf(await DrawAsync(me, file));
        try
        {
            await ForgetAsync(await portray(avatar));
            return avatar;
        }
        catch (Refused)
        {
            // Only then is it sure that no row names it: a picture too many is better than one that is missing.
            await ForgetAsync(avatar);
            throw;
        }
    }

    async Task<Guid> DrawAsync(int me, IFormFile file)
    {
        if (file.Length > Megabytes << 20)
        {
            throw Refused.TooLarge(Megabytes);
        }

        var key = Guid.NewGuid();
        var name = FilePlaces.AvatarOf(key);
        var (face, sent) = (store.Unfinished(name), store.Unfinished(name + ".sent"));
        try
        {
            var received = await ReceivedFile.SaveAsync(file, sent);
            if (!received.Type.IsPicture)
            {
                throw new Refused(Reason.Unsupported, "not_a_picture", "A picture is a JPEG, PNG, WebP or GIF here. Choose another one.", "files");
            }

            await Images.SquareAsync(me, sent, received.Type, face);
            await store.FinishAsync(name);
            return key;
        }
        finally
        {
            File.Delete(sent);
            File.Delete(face);
        }
    }
}
