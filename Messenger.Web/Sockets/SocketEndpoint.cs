using Microsoft.AspNetCore.Http.Features;

namespace Messenger.Web;

/// <summary>/ws: where programs open a socket, talk through it, and leave.</summary>
public sealed class SocketEndpoint(
    IServiceScopeFactory scopes, RawSockets sockets, SocketCommands commands, TypingIndicators typingIndicators, IPresence presence, RateLimits limits,
    AllSettings settings, TimeProvider time, DrainState draining, LiveMetrics metrics, ILogger<SocketEndpoint> log, ToldChats? told = null)
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
            limits.Open(sockets.Get(who.Id).Length);
            if (http.Features.Get<IHttpMetricsTagsFeature>() is { } figures)
            {
                // How long it stays open says nothing about how quick we are.
                figures.MetricsDisabled = true;
            }

            await (told?.BeginAsync(who.Id) ?? Task.CompletedTask);
            var isV2 = http.Request.WantsV2();
            // It would be kept in memory as long as the socket.
            http.Request.Headers.Authorization = default;
            await OpenAsync(http, who, isV2);
        }
    }

    async Task OpenAsync(HttpContext http, Me who, bool isV2)
    {
        var (stream, connection, isHidden) = (await Handshake.AcceptAsync(http), http.TraceIdentifier, who.HidesPresence);
        if (!Handshake.IsOverHttp2(http) && http.Features.Get<ConnectionTakeover>() is { IsPossible: true } takeover)
        {
            var (input, output) = (takeover.Transport.Input, takeover.Transport.Output.AsStream());
            var socket = new RawSocket(input, output, takeover.Abort, who.Id, who.SessionId, time.Now(), isV2);
            takeover.Take(() => TalkAsync(socket, connection, isHidden));
        }
        else
        {
            await TalkAsync(new RawSocket(Handshake.Reader(stream), stream, http.Abort, who.Id, who.SessionId, time.Now(), isV2), connection, isHidden);
        }
    }

    // In a scope of its own: the request's lasts as long as the socket, and so would a connection to the database.
    async Task<Me?> WhoAsync(HttpContext http)
    {
        await using var scope = scopes.CreateAsyncScope();
        return BearerHandler.TokenOf(http.Request) is { } token ? await BearerHandler.FindAsync(token, http.Address(), scope.ServiceProvider) : null;
    }

    async Task TalkAsync(RawSocket socket, string connection, bool isHidden)
    {
        log.LogInformation("Socket of {User} opened, session {Session}", socket.UserId, socket.SessionId);
        sockets.Add(socket);
        presence.Connected(socket.UserId, connection, isHidden);
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
            sockets.Remove(socket);
            metrics.Ended(socket.Ended);
            log.LogInformation("Socket of {User} ended, session {Session}: {Reason}", socket.UserId, socket.SessionId, socket.Ended);
            presence.Disconnected(socket.UserId, connection);
            await LeaveAsync(socket.UserId, connection);
        }
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
