using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Messenger.Web;

/// <summary>
/// The keys of access tokens, 256 bits each. The newest signs, all verify, so a new key logs nobody out. They are files in the
/// data folder, made when there is none or the newest is three months old; several nodes share them by configuration instead.
/// </summary>
public sealed class SigningKeys
{
    const int Bytes = Settings.LeastKeyBytes;

    static readonly TimeSpan renewed = TimeSpan.FromDays(90), kept = TimeSpan.FromDays(180);

    readonly IReadOnlyList<byte[]> bytes;

    public SigningKeys(IOptions<Settings> settings, DataFolder folder, TimeProvider time)
    {
        bytes = settings.Value.SigningKeys is { Count: > 0 } given ? given : [.. Stored(folder.Of("signing"), time.GetUtcNow())];
    }

    /// <summary>The first one signs. Made when a program first shows a token: a messenger without programs needs no library for them.</summary>
    public IReadOnlyList<SymmetricSecurityKey> All => field ??= [.. bytes.Select(Key)];

    static IEnumerable<byte[]> Stored(string folder, DateTimeOffset now)
    {
        var files = new DirectoryInfo(folder).GetFiles("*.key").Where(file => file.Length >= Bytes).OrderByDescending(file => file.Name, StringComparer.Ordinal).ToList();
        files.Where(file => file.LastWriteTimeUtc < now.UtcDateTime - kept).Skip(1).ToList().ForEach(file => file.Delete());
        if (files.Count == 0 || files[0].LastWriteTimeUtc < now.UtcDateTime - renewed)
        {
            files.Insert(0, Make(Path.Combine(folder, $"{now:yyyyMMddHHmmss}.key")));
        }

        return files.Where(file => file.Exists).Select(file => File.ReadAllBytes(file.FullName));
    }

    static FileInfo Make(string path)
    {
        // Never half a key, and for nobody else's eyes.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(path + ".new", options))
        {
            file.Write(RandomNumberGenerator.GetBytes(Bytes));
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path);
        return new FileInfo(path);
    }

    // RFC 7638 has a thumbprint for this; the first bytes of a hash say as much.
    static SymmetricSecurityKey Key(byte[] bytes) => new(bytes) { KeyId = Convert.ToHexStringLower(SHA256.HashData(bytes)[..8]) };
}
