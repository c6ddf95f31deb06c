using System.Security.Cryptography;

namespace Messenger.Web;

/// <summary>
/// Opens what was sealed by a <see cref="SealingStream"/>: a piece is given out only when it was found to be as it was.
/// </summary>
sealed class UnsealingStream(FileStream file, AesGcm key) : OneWayStream
{
    readonly byte[] open = new byte[SealedFile.PieceSize], closed = new byte[SealedFile.PieceSize + SealedFile.TagSize];
    int filled, taken;
    long number;
    bool isOver;

    public override bool CanRead => true;

    public override int Read(Span<byte> buffer)
    {
        if (taken == filled && !isOver)
        {
            Open();
        }

        var part = open.AsSpan(taken, Math.Min(buffer.Length, filled - taken));
        part.CopyTo(buffer);
        taken += part.Length;
        return part.Length;
    }

    protected override void Dispose(bool disposing)
    {
        key.Dispose();
        base.Dispose(disposing);
    }

    void Open()
    {
        var read = file.ReadAtLeast(closed, closed.Length, throwOnEndOfStream: false);
        isOver = file.Position == file.Length;
        if (read < SealedFile.TagSize)
        {
            throw new BackupFailed($"{file.Name} ends too early.");
        }

        (filled, taken) = (read - SealedFile.TagSize, 0);
        try
        {
            key.Decrypt(SealedFile.NonceOf(number++, isOver), closed.AsSpan(0, filled), closed.AsSpan(filled, SealedFile.TagSize), open.AsSpan(0, filled));
        }
        catch (AuthenticationTagMismatchException failure)
        {
            throw new BackupFailed($"{file.Name} was sealed with another passphrase, or is not as it was made.", failure);
        }
    }
}
