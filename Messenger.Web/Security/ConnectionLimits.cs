using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Messenger.Web;

/// <summary>
/// The limits on how many connections are held at once: fewer than the process may have files open, because without one left for
/// the database, or for the next connection, nobody is served at all. More are closed as soon as they are opened.
/// </summary>
static class ConnectionLimits
{
    /// <summary>For the database, keys, libraries, uploads on their way, and connections that are about to be closed.</summary>
    public const int Reserve = 500;

    const int ClosedAtOnce = 50;

    // Of each five files one is for a request, one for what it may be handing out, and three for lines that stay open, one each.
    const int Share = 5, OfLines = 3;

    public static void AddConnectionLimits(this WebApplicationBuilder builder)
    {
        if (FileLimit() is { } files)
        {
            var requests = Math.Max(Share, (files - Reserve) / Share);
            var lines = OfLines * requests;
            builder.Services.AddSingleton(new UpgradeLimit(lines));
            builder.WebHost.ConfigureKestrel(kestrel =>
            {
                kestrel.Limits.MaxConcurrentConnections = requests;
                // It answers 500 to one more, and counts one that has just ended a moment longer than we do.
                kestrel.Limits.MaxConcurrentUpgradedConnections = lines + ClosedAtOnce;
            });
            builder.Services.AddSingleton<IConnectionListenerFactory>(services => new BoundedTransport(
                ActivatorUtilities.CreateInstance<SocketTransportFactory>(services), (int)Math.Min(int.MaxValue, requests + lines + 2 * ClosedAtOnce)));
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
