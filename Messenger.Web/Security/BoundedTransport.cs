using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Messenger.Web;

/// <summary>
/// The transport of sockets that takes no more of them at once than the limit. Kestrel closes a connection beyond its own limits after it was accepted:
/// in a flood it accepts faster than it closes until no file is left, and a process that needs one for a thread or a library then dies.
/// What is not taken yet waits in the backlog of the system.
/// </summary>
sealed class BoundedTransport(SocketTransportFactory sockets, int limit) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    // One for all addresses: the files are the process's.
    readonly SemaphoreSlim room = new(limit);

    public bool CanBind(EndPoint endpoint) => sockets.CanBind(endpoint);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await sockets.BindAsync(endpoint, cancellationToken), room);

    sealed class Listener(IConnectionListener listener, SemaphoreSlim room) : IConnectionListener
    {
        readonly CancellationTokenSource unbound = new();

        public EndPoint EndPoint => listener.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            try
            {
                await room.WaitAsync(unbound.Token);
            }
            catch (OperationCanceledException)
            {
                return null;
            }

            if (await listener.AcceptAsync(cancellationToken) is not { } connection)
            {
                room.Release();
                return null;
            }

            connection.ConnectionClosed.UnsafeRegister(room => ((SemaphoreSlim)room!).Release(), room);
            return connection;
        }

        public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            await unbound.CancelAsync();
            await listener.UnbindAsync(cancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            await listener.DisposeAsync();
            unbound.Dispose();
        }
    }
}
