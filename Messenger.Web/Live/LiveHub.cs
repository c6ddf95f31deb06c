using Messenger.Domain;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Messenger.Web;

/// <summary>
/// The line to an open page. The server calls <c>fragment(html, chatId, revision)</c>; the page says what only a page knows:
/// that it is looked at, that somebody types. Everything else is a form.
/// </summary>
[Authorize]
public sealed class LiveHub(PageConnections connections, IPresence presence, Sessions sessions, Chats chats, History history, TypingIndicators typingIndicators, RateLimits limits) : Hub
{
    int Me => int.Parse(Context.UserIdentifier!);

    public override async Task OnConnectedAsync()
    {
        var me = Context.GetHttpContext()!.Me();
        await Groups.AddToGroupAsync(Context.ConnectionId, PageConnections.GroupOf(me.Id, me.Preferences.Language));
        var open = connections.Add(Context.ConnectionId, me.Id, me.SessionId, me.Preferences.Language, Context.Abort);
        if (!limits.HasRoom(open - 1))
        {
            // Let in with many others at once (see Live.MapLive).
            Context.Abort();
            return;
        }

        presence.Connected(me.Id, Context.ConnectionId);
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context.ConnectionId);
        presence.Disconnected(Me, Context.ConnectionId);
        await typingIndicators.LeftAsync(Me, Context.ConnectionId);
    }

    /// <summary>
    /// Said every 5 seconds: whether a person used the page within the last 5 minutes. Answers the revision of the open chat
    /// (0: none, or not mine), so that a lost push is noticed; ends a line whose session has ended, whatever was missed.
    /// </summary>
    public async Task<long> Beat(int chatId, bool isActive)
    {
        if (Context.User?.SessionId() is not { } session || await sessions.FindAsync(session, Context.GetHttpContext()!.Address()) is null)
        {
            Context.Abort();
            return 0;
        }

        presence.Beats(Me, Context.ConnectionId, isActive);
        return chatId == 0 ? 0 : await history.RevisionAsync(Me, chatId);
    }

    /// <summary>Another number than the list was drawn with means that the list is to be drawn again.</summary>
    public Task<long> Stamp() => chats.GetListVersionAsync(Me);

    /// <summary>Repeated every 3 seconds while typing; the others let it fade after 5.</summary>
    public Task Type(int chatId, bool isTyping)
    {
        limits.Take(Limit.Type, Me);
        return typingIndicators.TypeAsync(Me, Context.ConnectionId, chatId, isTyping);
    }
}
