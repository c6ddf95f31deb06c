using Microsoft.AspNetCore.Http.Features;

namespace Messenger.Web;

/// <summary>The door at /ws, where programs open a socket, talk through it, and leave.</summary>
public sealed class SocketEndpoint(
    IServiceScopeFactory scopes, RawSockets sockets, SocketCommands commands, TypingIndicators typingIndicators, IPresence presence, RateLimits limits,
    AllSettings settings, TimeProvider time, DrainState draining, LiveMetrics metrics, ILogger<SocketEndpoint> log, DeliveryTracker? told = null)
{
    public async Task OpenAsync(HttpContext http)
    {
        if (!Origin.IsNoneOrOurs(http.Request, settings.Messenger.PublicUrl, settings.Origins))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else if (await WhoAsync(http) is not { } who)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            http.Response.Headers.WWWAuthenticate = BearerHandler.Name;
        }
        else if (who.AwaitsVerification || who.LeavesAt is not null)
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else if (Handshake.Check(http) is var status and not StatusCodes.Status101SwitchingProtocols)
        {
            http.Response.StatusCode = status;
        }
        else
        {
            await OpenAsync(http, who);
        }
    }

    async Task OpenAsync(HttpContext http, Me who)
    {
        var (takeover, connection) = (FindTakeover(http), http.TraceIdentifier);
        var socket = new RawSocket(takeover is null ? new Action(http.Abort) : takeover.Abort, who.Id, who.SessionId, time.Now(), http.Request.WantsV2());
        var stream = await AcceptAsync(http, socket, connection, who.HidesPresence);
        if (takeover is null)
        {
            socket.Begin(Handshake.Reader(stream), stream);
            await TalkAsync(socket, connection);
        }
        else
        {
            takeover.Take(() =>
            {
                socket.Begin(takeover.Transport.Input, takeover.Transport.Output.AsStream());
                return TalkAsync(socket, connection);
            });
        }
    }

    /// <summary>
    /// It is among those who are told before it is answered: between what a client then asks for and what it hears nothing is missing. Adding it counts it, so
    /// that many at once are no more than one after the other.
    /// </summary>
    async Task<Stream> AcceptAsync(HttpContext http, RawSocket socket, string connection, bool isHidden)
    {
        // Before it can be told anything: where its chats are is what tells an event that was heard from one that was missed.
        await (told?.BeginAsync(socket.UserId) ?? Task.CompletedTask);
        var open = sockets.Add(socket);
        try
        {
            limits.Open(open - 1);
            presence.Connected(socket.UserId, connection, isHidden);
            if (http.Features.Get<IHttpMetricsTagsFeature>() is { } figures)
            {
                // How long it stays open says nothing about how quick we are.
                figures.MetricsDisabled = true;
            }

            // It would be kept in memory as long as the socket.
            http.Request.Headers.Authorization = default;
            return await Handshake.AcceptAsync(http);
        }
        catch
        {
            Forget(socket, connection);
            throw;
        }
    }

    static ConnectionTakeover? FindTakeover(HttpContext http) =>
        !Handshake.IsOverHttp2(http) && http.Features.Get<ConnectionTakeover>() is { IsPossible: true } takeover ? takeover : null;

    // In a scope of its own: the request's lasts as long as the socket, and so would a connection to the database.
    async Task<Me?> WhoAsync(HttpContext http)
    {
        await using var scope = scopes.CreateAsyncScope();
        return BearerHandler.TokenOf(http.Request) is { } token ? await BearerHandler.FindAsync(token, http.Address(), scope.ServiceProvider) : null;
    }

    async Task TalkAsync(RawSocket socket, string connection)
    {
        log.LogInformation("Socket of {User} opened, session {Session}", socket.UserId, socket.SessionId);
        try
        {
            if (draining.IsClosing)
            {
                socket.Close(CloseCode.Restarting, "restarting");
            }

            while (await socket.ReceiveAsync() is { } frame)
            {
                await commands.DoAsync(socket, connection, frame);
            }
        }
        catch (Exception cut) when (cut is IOException or OperationCanceledException)
        {
            // The other side is gone, or was given up.
        }
        finally
        {
            Forget(socket, connection);
            metrics.Ended(socket.Ended);
            log.LogInformation("Socket of {User} ended, session {Session}: {Reason}", socket.UserId, socket.SessionId, socket.Ended);
            await LeaveAsync(socket.UserId, connection);
        }
    }

    void Forget(RawSocket socket, string connection)
    {
        sockets.Remove(socket);
        presence.Disconnected(socket.UserId, connection);
    }

    async Task LeaveAsync(int me, string connection)
    {
        try
        {
            await typingIndicators.LeftAsync(me, connection);
        }
        catch (Exception failure)
        {
            log.LogWarning(failure, "Could not tell that {User} no longer types", me);
        }
    }
}
