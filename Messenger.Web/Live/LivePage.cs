using Microsoft.AspNetCore.Http.Features;

namespace Messenger.Web;

/// <summary>The reader and the missed messages that a page that never ends begins with.</summary>
public sealed record LiveStart(Me Me, IReadOnlyList<MessageView> Missed);

/// <summary>
/// The live page without JavaScript: /chats/5/live keeps writing messages into an open page until the reader logs out,
/// leaves the chat, or the server stops. Nothing in it is a form, and every link leaves the frame.
/// </summary>
static class LivePage
{
    static readonly TimeSpan keepAlive = TimeSpan.FromSeconds(15);

    // For what is still to be written when the server stops; nobody else waits longer for a reader who does not read.
    static readonly TimeSpan lastWords = TimeSpan.FromSeconds(2);

    public static void MapLivePage(this WebApplication app) =>
        // How long it stays open says nothing about how quick we are.
        app.MapGet("/chats/{chatId:int}/live", ShowAsync).RequireAuthorization().DisableHttpMetrics();

    static async Task ShowAsync(
        int chatId, int? after, HttpContext http, History history, LiveStreams streams, RazorRenderer renderer, IPresence presence,
        RateLimits limits, DrainState draining, IHostApplicationLifetime lifetime)
    {
        var me = http.Me();
        limits.Open(streams.Count(me.Id));
        await (http.RequestServices.GetService<DeliveryTracker>()?.BeginAsync(me.Id) ?? Task.CompletedTask);
        var stream = new LiveStream(me.Id, chatId, me.SessionId, me.Preferences.Language, me.Preferences.TimeZone);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        streams.Add(stream);
        presence.Connected(me.Id, http.TraceIdentifier, me.HidesPresence);
        try
        {
            // Registered first, read second: what is posted in between is read and told, and written once.
            var opened = await history.OpenAsync(me.Id, chatId, before: after is null ? int.MaxValue : null, after);
            var missed = opened.Page.Messages;
            // A page of before a restore may have seen more than there is now.
            var drawn = missed.Select(message => message.Sequence).DefaultIfEmpty(Math.Min(after ?? 0, opened.State.LastSequence)).Max();
            await BeginAsync(http, await renderer.RenderAsync("/Pages/Chats/_LiveStart.cshtml", new LiveStart(me, missed), stream.Language, stream.TimeZone));
            if (draining.IsClosing)
            {
                await streams.RestartAsync(stream);
            }

            using var stopping = lifetime.ApplicationStopping.Register(() =>
            {
                stream.End();
                stop.CancelAfter(lastWords);
            });
            await WriteAsync(http, stream, drawn, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The reader has left, or the server is stopping.
        }
        finally
        {
            streams.Remove(stream);
            presence.Disconnected(me.Id, http.TraceIdentifier);
        }
    }

    static async Task BeginAsync(HttpContext http, string html)
    {
        http.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(html);
        await http.Response.Body.FlushAsync();
    }

    /// <param name="drawn">The newest message that is there already.</param>
    static async Task WriteAsync(HttpContext http, LiveStream stream, int drawn, CancellationToken stop)
    {
        while (true)
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop);
            waiting.CancelAfter(keepAlive);
            try
            {
                if (!await stream.Lines.Reader.WaitToReadAsync(waiting.Token))
                {
                    await http.Response.WriteAsync(stream.LastLine ?? "", stop);
                    return;
                }

                while (stream.Lines.Reader.TryRead(out var line))
                {
                    if (line.Posted is not { } sequence || sequence > drawn)
                    {
                        await http.Response.WriteAsync(line.Html, stop);
                    }
                }
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                // A byte now and then, so that proxies and phones keep the line open.
                await http.Response.WriteAsync("\n", stop);
            }

            await http.Response.Body.FlushAsync(stop);
        }
    }
}
