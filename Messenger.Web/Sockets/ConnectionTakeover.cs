using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Messenger.Web;

/// <summary>
/// A connection that can be taken over from HTTP/1.1 after an upgrade (RFC 9110, 7.8): from then on it is nothing but bytes. A request lasts as long as its handler,
/// and what the server holds of one, with each step that waits for it, is two thirds of what a silent socket takes.
/// </summary>
sealed class ConnectionTakeover : IDuplexPipe, IConnectionHeartbeatFeature
{
    readonly ConnectionContext connection;
    readonly IDuplexPipe transport;
    Func<Task>? talk;
    (Action<object> Beat, object State)? heartbeat;

    ConnectionTakeover(ConnectionContext connection)
    {
        (this.connection, transport) = (connection, connection.Transport);
        (Input, Output) = (new LastingReader(this), new LastingWriter(this));
        connection.Features.Get<IConnectionHeartbeatFeature>()?.OnHeartbeat(static takeover => ((ConnectionTakeover)takeover).Beat(), this);
        connection.Features.Set<IConnectionHeartbeatFeature>(this);
        connection.Features.Set(this);
        connection.Transport = this;
    }

    /// <summary>What HTTP reads from; its end is not the connection's once that was taken.</summary>
    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    /// <summary>What whoever took it reads and writes.</summary>
    public IDuplexPipe Transport => transport;

    /// <summary>With TLS on this server the bytes below are not those of the request.</summary>
    public bool IsPossible => connection.Features.Get<ITlsHandshakeFeature>() is null;

    public bool IsTaken => talk is not null;

    /// <summary>Said when whoever took it is done.</summary>
    public Action? Ended { get; set; }

    public void Abort() => connection.Abort();

    /// <summary>To be talked on as soon as the request has ended. The connection ends with the talk.</summary>
    public void Take(Func<Task> talk) => this.talk = talk;

    void IConnectionHeartbeatFeature.OnHeartbeat(Action<object> action, object state) => heartbeat = (action, state);

    public static void Use(ListenOptions listen) => listen.Use(http => connection => RunAsync(connection, http));

    static async Task RunAsync(ConnectionContext connection, ConnectionDelegate http)
    {
        var takeover = new ConnectionTakeover(connection);
        try
        {
            await http(connection);
        }
        finally
        {
            // However that ended: whoever took it learns from the bytes what became of them.
            await takeover.TalkAsync();
        }
    }

    async Task TalkAsync()
    {
        if (talk is null)
        {
            return;
        }

        // Or the heartbeat would keep all that HTTP had.
        heartbeat = null;
        try
        {
            await talk();
        }
        finally
        {
            Ended?.Invoke();
        }
    }

    void Beat()
    {
        if (heartbeat is var (beat, state))
        {
            beat(state);
        }
    }

    sealed class LastingReader(ConnectionTakeover takeover) : PipeReader
    {
        readonly PipeReader inner = takeover.transport.Input;

        public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => inner.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellation = default) => inner.ReadAsync(cancellation);

        public override bool TryRead(out ReadResult result) => inner.TryRead(out result);

        public override void Complete(Exception? exception = null)
        {
            if (!takeover.IsTaken)
            {
                inner.Complete(exception);
            }
        }
    }

    sealed class LastingWriter(ConnectionTakeover takeover) : PipeWriter
    {
        readonly PipeWriter inner = takeover.transport.Output;

        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override void Advance(int bytes) => inner.Advance(bytes);

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellation = default) => inner.FlushAsync(cancellation);

        public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellation = default) => inner.WriteAsync(source, cancellation);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null)
        {
            if (!takeover.IsTaken)
            {
                inner.Complete(exception);
            }
        }
    }
}
