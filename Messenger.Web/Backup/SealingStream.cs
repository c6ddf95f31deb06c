using System.Security.Cryptography;

namespace Messenger.Web;

/// <summary>Seals what is written to it, piece by piece. The last one is sealed when it is disposed of.</summary>
sealed class SealingStream(Stream file, AesGcm key) : OneWayStream
{
    readonly byte[] open = new byte[SealedFile.PieceSize], closed = new byte[SealedFile.PieceSize + SealedFile.TagSize];
    int filled;
    long number;

    public override bool CanWrite => true;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            // Which one is the last is known only when nothing follows.
            if (filled == open.Length)
            {
                Seal(isLast: false);
            }

            var part = buffer[..Math.Min(buffer.Length, open.Length - filled)];
            part.CopyTo(open.AsSpan(filled));
            filled += part.Length;
            buffer = buffer[part.Length..];
        }
    }

    protected override void Dispose(bool disposing)
    {
        Seal(isLast: true);
        key.Dispose();
        base.Dispose(disposing);
    }

    void Seal(bool isLast)
    {
        key.Encrypt(SealedFile.NonceOf(number++, isLast), open.AsSpan(0, filled), closed.AsSpan(0, filled), closed.AsSpan(filled, SealedFile.TagSize));
        file.Write(closed, 0, filled + SealedFile.TagSize);
        filled = 0;
    }
}
