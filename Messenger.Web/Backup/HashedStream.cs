using System.Security.Cryptography;

namespace Messenger.Web;

/// <summary>Bytes that are hashed as they are read.</summary>
sealed class HashedStream(Stream inner) : OneWayStream
{
    readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public override bool CanRead => true;

    // A tar says how long a thing is before it comes.
    public override bool CanSeek => true;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => throw new NotSupportedException();
    }

    /// <summary>Of all that was read, in hexadecimals.</summary>
    public string Hash() => Convert.ToHexStringLower(hash.GetHashAndReset());

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        hash.AppendData(buffer[..read]);
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken stop = default)
    {
        var read = await inner.ReadAsync(buffer, stop);
        hash.AppendData(buffer.Span[..read]);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        hash.Dispose();
        base.Dispose(disposing);
    }
}
