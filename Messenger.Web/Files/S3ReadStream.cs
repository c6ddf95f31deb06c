namespace Messenger.Web;

/// <summary>
/// The bytes of an object in a bucket, from anywhere in it. They are asked for in pieces when they are read, so nothing is asked of the bucket
/// for who has them already, and whoever reads slowly holds no connection to it for hours.
/// </summary>
/// <param name="open">From the first to the last byte, both counted.</param>
/// <param name="length">In bytes.</param>
/// <param name="patience">How long one read may take.</param>
sealed class S3ReadStream(Func<long, long, CancellationToken, Task<Stream>> open, long length, TimeSpan patience) : Stream
{
    const int Piece = 4 << 20;

    Stream? piece;
    long position, end;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set
        {
            Leave();
            position = value;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken stop = default)
    {
        if (position >= length || buffer.IsEmpty)
        {
            return 0;
        }

        if (piece is null)
        {
            end = Math.Min(position + Piece, length);
            piece = await open(position, end - 1, stop);
        }

        var count = await ReadPieceAsync(buffer, stop);
        position += count;
        if (position == end)
        {
            Leave();
        }

        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken stop) => ReadAsync(buffer.AsMemory(offset, count), stop).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => length + offset,
    };

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read without holding a thread.");

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        Leave();
        base.Dispose(disposing);
    }

    async Task<int> ReadPieceAsync(Memory<byte> buffer, CancellationToken stop)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(patience);
        try
        {
            var count = await piece!.ReadAsync(buffer, late.Token);
            return count > 0 ? count : throw new EndOfStreamException("The bucket said less than it had promised.");
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException || failure is OperationCanceledException && !stop.IsCancellationRequested)
        {
            throw new FileStoreUnavailable(failure);
        }
    }

    void Leave()
    {
        piece?.Dispose();
        piece = null;
    }
}
