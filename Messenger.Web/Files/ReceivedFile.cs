using System.Security.Cryptography;

namespace Messenger.Web;

/// <summary>A file of a request, written down and hashed on the way, and what its first bytes say it is.</summary>
public sealed record ReceivedFile(FileType Type, long Size, byte[] Hash)
{
    public static async Task<ReceivedFile> SaveAsync(IFormFile file, string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var from = file.OpenReadStream();
        await using var to = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
        var buffer = new byte[64 << 10];
        var head = Array.Empty<byte>();
        int count;
        while ((count = await from.ReadAtLeastAsync(buffer, FileType.HeadLength, throwOnEndOfStream: false)) > 0)
        {
            head = head.Length > 0 ? head : buffer[..Math.Min(count, FileType.HeadLength)];
            hash.AppendData(buffer, 0, count);
            await to.WriteAsync(buffer.AsMemory(0, count));
        }

        return new ReceivedFile(FileType.Of(head), to.Length, hash.GetHashAndReset());
    }
}
