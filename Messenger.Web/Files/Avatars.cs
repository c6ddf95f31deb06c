using Messenger.Domain;
using Microsoft.Extensions.Options;

namespace Messenger.Web;

/// <summary>Pictures of people and groups: small squares under {DataPath}/avatars, each under a key that is used once.</summary>
public sealed class Avatars(Accounts accounts, Members members, IOptions<Settings> settings, IHostEnvironment host)
{
    public const int Megabytes = 5;

    const string Address = "/avatars/";

    readonly string root = Path.Combine(host.ContentRootPath, settings.Value.DataPath, "avatars");

    /// <summary>My picture; null takes it away. Answers its address.</summary>
    public Task<string?> SaveAsync(int me, IFormFile? file) => KeepAsync(me, file, avatar => accounts.SetAvatarAsync(me, avatar));

    /// <summary>A group's picture, by one of its admins; null takes it away. Answers its address.</summary>
    public Task<string?> SaveAsync(int me, int chatId, IFormFile? file) => KeepAsync(me, file, avatar => members.SetAvatarAsync(me, chatId, avatar));

    /// <summary>Where the picture with this key is.</summary>
    public string PathOf(Guid key) => Path.Combine(root, $"{key:N}"[..2], $"{key:N}.webp");

    /// <summary>Removes a picture that no row names any more.</summary>
    public void Forget(string? avatar)
    {
        if (avatar?.StartsWith(Address, StringComparison.Ordinal) is true && Guid.TryParseExact(avatar[Address.Length..], "N", out var key))
        {
            File.Delete(PathOf(key));
        }
    }

    public static Refused Missing() => Refused.Invalid("picture_missing", "Choose a picture first.", "files");

    async Task<string?> KeepAsync(int me, IFormFile? file, Func<string?, Task<string?>> portray)
    {
        var avatar = file is null ? null : Address + $"{await DrawAsync(me, file):N}";
        try
        {
            Forget(await portray(avatar));
            return avatar;
        }
        catch (Refused)
        {
            // Only then is it sure that no row names it: a picture too many is better than one that is missing.
            Forget(avatar);
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
        var (path, sent) = (PathOf(key), DiskFiles.UnfinishedOf(PathOf(key) + ".sent"));
        try
        {
            var received = await ReceivedFile.SaveAsync(file, sent);
            if (!received.Type.IsPicture)
            {
                throw new Refused(Reason.Unsupported, "not_a_picture", "A picture is a JPEG, PNG, WebP or GIF here. Choose another one.", "files");
            }

            await Images.SquareAsync(me, sent, received.Type, DiskFiles.UnfinishedOf(path));
            DiskFiles.Finish(path);
            return key;
        }
        finally
        {
            File.Delete(sent);
            File.Delete(DiskFiles.UnfinishedOf(path));
        }
    }
}
