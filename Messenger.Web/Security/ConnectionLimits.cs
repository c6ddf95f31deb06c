using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Messenger.Web;

/// <summary>
/// How many connections are held at once: fewer than the process may have files open, because without one left for the database, or for the next
/// connection, nobody is served at all. More are closed as soon as they are opened.
/// </summary>
static class ConnectionLimits
{
    // For the database, keys, libraries (about 200 at rest), uploads on their way, and connections that are about to be closed.
    const int Reserve = 300, ClosedAtOnce = 50;

    // Of each three files one is for a request, one for what it may be handing out, one for a line that stays open.
    const int Share = 3;

    public static void AddConnectionLimits(this WebApplicationBuilder builder)
    {
        if (FileLimit() is { } files)
        {
            var limit = Math.Max(Share, (files - Reserve) / Share);
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxConcurrentConnections = kestrel.Limits.MaxConcurrentUpgradedConnections = limit);
            builder.Services.AddSingleton<IConnectionListenerFactory>(services => new BoundedTransport(
                ActivatorUtilities.CreateInstance<SocketTransportFactory>(services), (int)Math.Min(int.MaxValue, 2 * limit + ClosedAtOnce)));
        }
    }

    /// <summary>RLIMIT_NOFILE, which the runtime has raised as far as it may by now; null where there is none, or it is not told.</summary>
    static long? FileLimit()
    {
        const string limits = "/proc/self/limits", name = "Max open files";
        return File.Exists(limits) && File.ReadLines(limits).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            && long.TryParse(line[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], out var files) ? files : null;
    }
}
