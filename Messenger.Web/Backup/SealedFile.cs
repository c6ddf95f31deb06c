using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Messenger.Web;

/// <summary>
/// A backup behind a passphrase (docs/running.md has the format): after a head with the salt come pieces of 64 KB, each sealed by AES-256-GCM under its number,
/// and the last one as such, so that none can be left out, put elsewhere or cut off.
/// </summary>
static class SealedFile
{
    public const int PieceSize = 64 << 10, TagSize = 16;

    const int NonceSize = 12, SaltSize = 16, HeadSize = 8 + SaltSize + sizeof(int);

    // PBKDF2-HMAC-SHA512 (OWASP, Password Storage Cheat Sheet, 2023, has 210,000). It stands in the head, so that it may grow.
    const int Iterations = 600_000, MostIterations = 100_000_000;

    static readonly byte[] mark = "MSGRSEAL"u8.ToArray();

    /// <param name="passphrase">Null: it is written as it is.</param>
    public static async Task<Stream> WriteAsync(Stream file, string? passphrase)
    {
        if (passphrase is null)
        {
            return file;
        }

        byte[] head = [.. mark, .. RandomNumberGenerator.GetBytes(SaltSize), 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(^sizeof(int)..), Iterations);
        await file.WriteAsync(head);
        return new SealingStream(file, KeyOf(head, passphrase));
    }

    /// <summary>As it was written, sealed or not.</summary>
    /// <exception cref="BackupFailed">It is sealed with another passphrase, or was changed.</exception>
    public static Stream Read(FileStream file, string? passphrase)
    {
        var head = new byte[HeadSize];
        if (file.ReadAtLeast(head, HeadSize, throwOnEndOfStream: false) < HeadSize || !head.AsSpan().StartsWith(mark))
        {
            file.Position = 0;
            return file;
        }

        return passphrase is null
            ? throw new BackupFailed($"{file.Name} is sealed. Name the file with its passphrase: --Backup:PassphraseFile=…")
            : new UnsealingStream(file, KeyOf(head, passphrase));
    }

    /// <summary>Of a key that seals nothing else, so that counting is enough.</summary>
    public static byte[] NonceOf(long number, bool isLast)
    {
        var nonce = new byte[NonceSize];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(3), number);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
        return nonce;
    }

    static AesGcm KeyOf(byte[] head, string passphrase)
    {
        var iterations = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(^sizeof(int)..));
        return iterations is > 0 and <= MostIterations
            ? new AesGcm(Rfc2898DeriveBytes.Pbkdf2(passphrase, head[mark.Length..^sizeof(int)], iterations, HashAlgorithmName.SHA512, 32), TagSize)
            : throw new BackupFailed("This is no backup of the messenger, or it was changed.");
    }
}
