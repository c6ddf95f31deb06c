using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>The verbs by which people call each other: ring, answer, hang up, and see what is remembered of it.</summary>
public sealed class Calls(MessengerDb db, ILookups lookups, CallChanges changes, TimeProvider time)
{
    const string LiveOf = """
        SELECT c.id FROM calls AS c JOIN chat_participants AS mine ON mine.chat_id = c.chat_id AND mine.user_id = $1
        WHERE c.status IN ('ringing', 'active')
        """;

    static readonly string Inside = $"""
        SELECT c.id FROM call_participants AS mine JOIN calls AS c ON c.id = mine.call_id
        JOIN chat_participants AS member ON member.chat_id = c.chat_id AND member.user_id = $1
        WHERE mine.user_id = $1 AND {CallConditions.IsIn("mine")} AND {CallConditions.IsLive} AND c.id <> $2
        """;

    /// <summary>
    /// Rings for everybody else in the chat. Where another's call rings there already, that one is answered: two who call each other are in one
    /// call. My own that still rings is given up: a program that lost it calls again.
    /// </summary>
    /// <param name="type">audio or video.</param>
    /// <param name="party">The page or device I am in it with, as it calls itself; programs of the API have none.</param>
    /// <param name="session">Of whoever does this: its own socket is not told.</param>
    /// <param name="openSince">When the oldest line of my programs was opened: what they were in before is lost to them.</param>
    public Task<CallView> StartAsync(int me, int chatId, string? type, string? party = null, Guid? session = null, DateTimeOffset? openSince = null) =>
        EnterAsync(me, StartAsync(me, chatId, Call.TypeOf(type), party, session, orJoin: false, openSince));

    /// <summary>The same for pages, which join whatever call the chat has: one's own that rings, and one that others are in.</summary>
    public Task<CallView> StartOrJoinAsync(int me, int chatId, string? type, string? party) =>
        EnterAsync(me, StartAsync(me, chatId, Call.TypeOf(type), party, null, orJoin: true, null));

    /// <summary>Told to who called and to my other devices, which stop ringing.</summary>
    /// <param name="takeOver">Though I am in it with another device, which is then out of it.</param>
    public Task<CallView> AcceptAsync(int me, int callId, string? party = null, bool takeOver = false, Guid? session = null) =>
        EnterAsync(me, ChangeAsync(me, callId, session, (call, calls) => Join(me, call, calls, party, takeOver, session)));

    /// <summary>My devices stop ringing. In a group it rings on for the others; when nobody is left to answer, that was it. Again changes nothing.</summary>
    public Task<CallView> RejectAsync(int me, int callId, Guid? session = null) => ChangeAsync(me, callId, session, (call, calls) =>
    {
        if (!call.Decline(me, calls.Chat.IsGroup, calls.Members, calls.Now))
        {
            return;
        }

        calls.Told.Add(() => new CallRejected(calls.Only(call.InitiatorId), callId, me, session));
        if (call.IsLive)
        {
            calls.Told.Add(() => new CallEnded(calls.Only(me), callId, me, session));
        }
    });

    /// <summary>The others go on, while they are two. Who called and leaves before anybody answered gives up.</summary>
    /// <param name="party">The page that leaves; null is whichever I am in it with.</param>
    public Task<CallView> LeaveAsync(int me, int callId, string? party = null) =>
        ChangeAsync(me, callId, null, (call, calls) => call.Leave(me, party, calls.Now));

    /// <summary>What programs call hanging up: ends a direct call, leaves one of a group.</summary>
    public Task<CallView> EndAsync(int me, int callId, Guid? session = null) => ChangeAsync(me, callId, session, (call, calls) =>
    {
        if (calls.Chat.IsGroup)
        {
            call.Leave(me, null, calls.Now);
        }
        else
        {
            call.End(me, calls.Now);
        }
    });

    /// <summary>Only who called may.</summary>
    public Task<CallView> EndForAllAsync(int me, int callId) => ChangeAsync(me, callId, null, (call, calls) => call.EndForAll(me, calls.Now));

    /// <summary>Said by a page that is being closed or reloaded: it has a few seconds to come back.</summary>
    public Task NotePageClosedAsync(int me, int callId, string party)
    {
        var closing = time.Now() - CallParticipant.Lease + CallParticipant.ClosingLease;
        return db.WriteAsync(() => Mine(me, callId, party).Where(one => one.RenewedAt > closing)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.RenewedAt, closing)));
    }

    /// <summary>
    /// Said by a page again and again. Answers the call's version, so that a page that missed something notices; null when it is in the call no
    /// longer: it ended, or another device has taken over.
    /// </summary>
    public async Task<int?> RenewAsync(int me, int callId, string party)
    {
        var now = time.Now();
        var isIn = await db.WriteAsync(() => Mine(me, callId, party).ExecuteUpdateAsync(row => row.SetProperty(one => one.RenewedAt, now))) > 0;
        return isIn ? (await lookups.AllAsync("SELECT version FROM calls WHERE id = $1", row => row.GetInt32(0), callId)).Single() : null;
    }

    /// <summary>The call that a chat of mine has now, or null.</summary>
    public async Task<CallView?> FindLiveAsync(int me, int chatId) => (await LiveAsync($"{LiveOf} AND c.chat_id = $2", me, chatId)).LastOrDefault();

    /// <summary>All calls that ring for me, that I am in or could join. Read on page load and after a lost line: what is told may be missed.</summary>
    public async Task<IReadOnlyList<CallEntry>> LiveAsync(int me) => await WithChatsAsync(me, await LiveAsync(LiveOf, me));

    /// <summary>In a chat I am in.</summary>
    public async Task<CallView> OneAsync(int me, int callId) =>
        CallView.From(await WithPeople(Visible(me)).SingleOrDefaultAsync(c => c.Id == callId) ?? throw Refused.NotFound());

    /// <summary>In chats I am in, newest first.</summary>
    public async Task<IReadOnlyList<CallView>> ListAsync(int me, int skip = 0, int limit = 50) =>
        (await WithPeople(Visible(me)).OrderByDescending(c => c.Id).Skip(skip).Take(limit).ToListAsync()).ConvertAll(CallView.From);

    /// <summary>The same with the chats they were in.</summary>
    public async Task<IReadOnlyList<CallEntry>> HistoryAsync(int me, int skip = 0, int limit = 50) =>
        await WithChatsAsync(me, await ListAsync(me, skip, limit));

    async Task<CallView> StartAsync(int me, int chatId, CallType type, string? party, Guid? session, bool orJoin, DateTimeOffset? openSince) =>
        await changes.ChangeAsync(me, chatId, session, async calls =>
        {
            if (openSince is { } since)
            {
                calls.Live.ForEach(call => call.Lose(me, since, calls.Now));
            }

            await db.RequireReachAsync(calls.Chat);
            calls.Live.Where(call => call.IsDeserted(me, calls.Now)).ToList().ForEach(call => call.End(me, calls.Now));
            switch (calls.Live)
            {
                case [var call, ..] when orJoin || call is { Status: CallStatus.Ringing } && call.InitiatorId != me:
                    Join(me, call, calls, party, takeOver: call.Status is CallStatus.Ringing, session);
                    return call;
                case [{ Status: CallStatus.Active }, ..]:
                    throw new Refused(Reason.Conflict, "call_active", "There is a call in this chat already.");
                case [var own, ..]:
                    own.End(me, calls.Now);
                    break;
            }

            if (calls.Members is [_])
            {
                throw Refused.Invalid("nobody_to_call", "There is nobody else here to call.", "chat_id");
            }

            return Ring(me, type, party, calls, await BusyAsync(me, chatId));
        });

    /// <summary>Nobody talks in two calls: the one they were in goes on without them. It is left last, so that a call that cannot be entered costs nothing.</summary>
    async Task<CallView> EnterAsync(int me, Task<CallView> entering)
    {
        var call = await entering;
        foreach (var other in await lookups.AllAsync(Inside, row => row.GetInt32(0), me, call.Id))
        {
            try
            {
                await LeaveAsync(me, other);
            }
            catch (Refused refused) when (refused.Reason is Reason.Conflict)
            {
                // It has ended meanwhile.
            }
        }

        return call;
    }

    Call Ring(int me, CallType type, string? party, ChatCalls calls, IReadOnlyList<int> busy)
    {
        var call = Call.Ring(me, calls.Chat.Id, type, party, busy, calls.Now);
        db.Add(call);
        calls.Add(call);
        foreach (var isQuiet in new[] { false, true })
        {
            var people = calls.Members.Where(id => id != me && busy.Contains(id) == isQuiet).ToList();
            if (people.Count > 0)
            {
                calls.Told.Add(() => Started(new Delivery.Users(people), CallView.From(call)) with { IsQuiet = isQuiet });
            }
        }

        return call;
    }

    static CallStarted Started(Delivery to, CallView call) => new(to, call, call.Participants[0].Person);

    static void Join(int me, Call call, ChatCalls calls, string? party, bool takeOver, Guid? session)
    {
        if (call.Join(me, party, calls.Chat.IsGroup, takeOver, calls.Now))
        {
            calls.Told.Add(() => new CallAccepted(
                calls.Only(call.InitiatorId, me), call.Id, CallView.From(call).Participants.Single(one => one.Person.Id == me).Person, session));
        }
    }

    /// <summary>Others of a chat for whom it does not ring: they are in a call, or one of us has blocked the other, which looks the same.</summary>
    async Task<IReadOnlyList<int>> BusyAsync(int me, int chatId)
    {
        var oldest = time.Now() - CallParticipant.Lease;
        // Those of this chat are over by now, which the database does not know before this is committed.
        var talking = await db.CallParticipants
            .Where(one => one.JoinedAt != null && one.LeftAt == null && one.RenewedAt > oldest && one.UserId != me
                && db.Memberships.Any(m => m.ChatId == chatId && m.UserId == one.UserId) && db.Calls.Any(c => c.Id == one.CallId && c.ChatId != chatId && (c.Status == CallStatus.Ringing || c.Status == CallStatus.Active)))
            .Select(one => one.UserId).Distinct().ToListAsync();
        var blocked = Blocks.With(db, me);
        var unwilling = await db.Memberships.Where(m => m.ChatId == chatId && blocked.Contains(m.UserId))
            .Select(m => m.UserId).ToListAsync();
        return [.. talking.Union(unwilling)];
    }

    async Task<CallView> ChangeAsync(int me, int callId, Guid? session, Action<Call, ChatCalls> change)
    {
        var chatId = await Visible(me).Where(c => c.Id == callId).Select(c => (int?)c.ChatId).SingleOrDefaultAsync() ?? throw Refused.NotFound();
        return await changes.ChangeAsync(me, chatId, session, calls =>
        {
            var call = calls.Find(callId);
            change(call, calls);
            return Task.FromResult(call);
        });
    }

    // Most often there is none: then EF is not asked.
    async Task<List<CallView>> LiveAsync(string which, params object[] parameters)
    {
        var ids = await lookups.AllAsync(which, row => row.GetInt32(0), parameters);
        return ids.Count == 0 ? [] : (await WithPeople(db.Calls.Where(c => ids.Contains(c.Id)).Live()).OrderBy(c => c.Id).ToListAsync()).ConvertAll(CallView.From);
    }

    async Task<IReadOnlyList<CallEntry>> WithChatsAsync(int me, IReadOnlyList<CallView> calls)
    {
        var chats = await Task.WhenAll(calls.Select(call => call.ChatId).Distinct().Select(id => ChatListRows.OneAsync(lookups, me, id)));
        // Who has just been removed from one has no entry of it.
        return [.. from call in calls join chat in chats.OfType<ChatView>() on call.ChatId equals chat.Id select new CallEntry(call, chat)];
    }

    IQueryable<Call> Visible(int me) => db.Calls.Where(c => db.Memberships.Any(m => m.ChatId == c.ChatId && m.UserId == me));

    IQueryable<CallParticipant> Mine(int me, int callId, string party) =>
        db.CallParticipants.Where(one => one.CallId == callId && one.UserId == me && one.Party == party && one.JoinedAt != null && one.LeftAt == null);

    static IQueryable<Call> WithPeople(IQueryable<Call> calls) => calls.AsNoTracking().Include(c => c.Chat).Include(c => c.Participants).ThenInclude(one => one.User);
}

static class LiveCallQueries
{
    /// <summary>Ringing or active. The tables have an index of just these.</summary>
    public static IQueryable<Call> Live(this IQueryable<Call> calls) =>
        calls.Where(c => c.Status == CallStatus.Ringing || c.Status == CallStatus.Active);
}
