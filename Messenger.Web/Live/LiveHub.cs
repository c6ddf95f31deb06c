using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Messenger.Web;

/// <summary>
/// The line to an open page. The server calls <c>fragment(html, chatId, revision)</c>; the page says what only a page knows:
/// that it is looked at, that somebody types, that it is in a call. Everything else is a form. A page that is in a call hears
/// <c>signal(fromUserId, json)</c>, too.
/// </summary>
[Authorize]
public sealed class LiveHub(
    PageConnections connections, IPresence presence, Sessions sessions, Chats chats, History history, TypingIndicators typingIndicators, Calls calls, CallSignals signals, EarlySignals early,
    RingingCalls ringing, PresenceCheck presenceCheck, RazorRenderer renderer, Build build, RateLimits limits, DrainState draining, DeliveryTracker? told = null) : Hub
{
    int Me => int.Parse(Context.UserIdentifier!);

    public override async Task OnConnectedAsync()
    {
        var me = Context.GetHttpContext()!.Me();
        await (told?.BeginAsync(me.Id) ?? Task.CompletedTask);
        await Groups.AddToGroupAsync(Context.ConnectionId, PageConnections.GroupOf(me.Id, me.Preferences.Language));
        var open = connections.Add(Context.ConnectionId, me.Id, me.SessionId, me.Preferences.Language, Context.Abort);
        if (!limits.HasRoom(open - 1) || draining.IsClosing)
        {
            // Let in with many others at once (see LiveServices), or while all lines are being closed.
            Context.Abort();
            return;
        }

        presence.Connected(me.Id, Context.ConnectionId, me.HidesPresence);
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context.ConnectionId);
        presence.Disconnected(Me, Context.ConnectionId);
        await typingIndicators.LeftAsync(Me, Context.ConnectionId);
    }

    /// <summary>
    /// Said every 5 seconds: whether a person used the page within the last 5 minutes. Answers the revision of the open chat
    /// (0: none, or not mine), so that a lost fragment is noticed; ends a line whose session has ended, whatever was missed.
    /// </summary>
    public async Task<long> Beat(int chatId, bool isActive)
    {
        if (await FindMeAsync() is null)
        {
            return 0;
        }

        presence.Beats(Me, Context.ConnectionId, isActive);
        return chatId == 0 ? 0 : await history.RevisionAsync(Me, chatId) ?? 0;
    }

    /// <summary>Said with each beat: the chat that a person looks at on this page, or 0. Nothing is pushed of what they see.</summary>
    public void Look(int chatId) => presence.Looks(Me, Context.ConnectionId, chatId);

    /// <summary>
    /// Asked once the line is up: another number than the list was drawn with means that the list is to be drawn again. Calls that ring come
    /// as a fragment of their own, and so does the offer to reload a page of another build: that changes only while all lines are down.
    /// </summary>
    public async Task<long> Stamp()
    {
        var http = Context.GetHttpContext()!;
        await Clients.Caller.SendAsync("fragment", await ringing.RenderAsync(http.Me()), 0, 0);
        if (http.Request.Query["v"] is [{ } asked] && asked != build.Id)
        {
            await Clients.Caller.SendAsync("fragment", await renderer.RenderAsync("/Pages/Fragments/_Outdated.cshtml", model: null, http.Me().Preferences.Language), 0, 0);
        }

        return (await chats.GetListVersionAsync(Me)).Number;
    }

    /// <summary>Said once the line is up: how the page shows people (<see cref="PresenceCheck"/>). Those who are otherwise come as a fragment.</summary>
    public async Task Shows(IReadOnlyDictionary<int, string> presences)
    {
        // As I am now: whom I see may have changed since the line was opened.
        if (await FindMeAsync() is { } me && await presenceCheck.RenderAsync(me, presences) is { Length: > 0 } html)
        {
            await Clients.Caller.SendAsync("fragment", html, 0, 0);
        }
    }

    /// <summary>Repeated every 3 seconds while typing; the others let it fade after 5.</summary>
    public Task Type(int chatId, bool isTyping)
    {
        limits.Take(Limit.Type, Me);
        return typingIndicators.TypeAsync(Me, Context.ConnectionId, chatId, isTyping);
    }

    /// <summary>
    /// Said by the page of a call when its line opens and every 5 seconds. Answers the call's version, which tells of a fragment that was lost;
    /// 0 when the page is in the call no longer: it ended, or another device of the same person has taken over.
    /// </summary>
    /// <param name="party">What the page called itself when it joined.</param>
    public async Task<int> Renew(int callId, string party)
    {
        await limits.WaitAsync(Limit.Signal, Me, Context.ConnectionAborted);
        var version = await FindMeAsync() is null ? null : await calls.RenewAsync(Me, callId, party);
        var isIn = version is not null;
        var group = GroupOf(callId, Me);
        await (isIn ? Groups.AddToGroupAsync(Context.ConnectionId, group) : Groups.RemoveFromGroupAsync(Context.ConnectionId, group));
        foreach (var signal in isIn ? early.Take(callId, Me, party) : [])
        {
            await Clients.Caller.SendAsync("signal", signal.FromId, signal.Signal);
        }

        return version ?? 0;
    }

    /// <summary>What this page of a call tells another's (<see cref="CallSignals"/>). False when it was not passed on: there is nobody who could hear it.</summary>
    public async Task<bool> Signal(int userId, string json)
    {
        await limits.WaitAsync(Limit.Signal, Me, Context.ConnectionAborted);
        try
        {
            if (await FindMeAsync() is null)
            {
                return false;
            }

            await signals.SendAsync(Me, userId, json);
            return true;
        }
        catch (Refused)
        {
            // Most often the call ended meanwhile, or the other one left.
            return false;
        }
    }

    /// <summary>The pages that somebody is in a call with.</summary>
    public static string GroupOf(int callId, int userId) => $"call:{callId}:{userId}";

    /// <summary>As I am now; null, and the line is cut, when the session has ended. That somebody hides who did not is taken along, for it may have been told to nobody.</summary>
    async Task<Me?> FindMeAsync()
    {
        if (Context.User?.SessionId() is { } session && await sessions.FindAsync(session, Context.GetHttpContext()!.Address()) is { } me)
        {
            presence.Hide(me.Id, me.HidesPresence);
            return me;
        }

        Context.Abort();
        return null;
    }
}
