using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>Calling each other: ringing, answering, hanging up, and what is remembered of it.</summary>
public sealed class Calls(MessengerDb db, CallParticipants taking, IEventBus bus, TimeProvider time)
{
    const int MissedLimit = 100;

    /// <summary>Whether a call has rung for too long, or might be left by everybody. Asked again and again, so past EF.</summary>
    public static async Task<bool> HasStaleAsync(ILookups lookups, DateTimeOffset now) =>
        await lookups.HasPassedAsync("SELECT started_at FROM calls WHERE status = 'ringing' ORDER BY started_at LIMIT 1", now - Call.RingsFor)
        || await lookups.HasPassedAsync("SELECT started_at FROM calls WHERE status = 'active' ORDER BY started_at LIMIT 1", now - CallParticipants.Patience);

    /// <summary>Rings for everybody else in the chat. My own call that still rings there is given up: a program that lost it calls again.</summary>
    /// <param name="type">audio or video.</param>
    public async Task<CallView> StartAsync(int me, int chatId, string? type)
    {
        var (call, given, people) = await db.WriteAsync(async () =>
        {
            var chat = await db.LockChatAsync(chatId) ?? throw Refused.NotFound();
            var people = await PeopleAsync(me, chat.Id);
            var live = await db.Calls.Where(c => c.ChatId == chatId).Live().ToListAsync();
            Refuse(live.Any(c => c.Status == CallStatus.Active));
            var given = live.Where(c => c.InitiatorId == me).ToList();
            given.ForEach(c => c.Miss(time.Now()));
            var call = Call.Ring(me, chatId, type, time.Now());
            db.Add(call);
            await db.SaveChangesAsync();
            return (CallView.From(call), given.ConvertAll(c => c.Id), people);
        });

        given.ForEach(id => bus.Publish(new CallEnded(new Delivery.Users(people), id, me)));
        bus.Publish(new CallStarted(Others(people, me), call, await PersonAsync(me)));
        return call;
    }

    /// <summary>Told to who called and to my other devices, which stop ringing.</summary>
    public async Task<CallView> AcceptAsync(int me, int callId)
    {
        var isFirst = false;
        var (call, people) = await ChangeAsync(me, callId, async (call, chat) =>
        {
            Refuse(await db.Calls.AnyAsync(c => c.ChatId == chat.Id && c.Id != callId && c.Status == CallStatus.Active));
            isFirst = call.Status is CallStatus.Ringing;
            call.Accept(me, chat.IsGroup);
        });
        if (isFirst)
        {
            taking.Begin(callId, call.InitiatorId, me);
        }
        else
        {
            taking.Join(callId, me);
        }

        bus.Publish(new CallAccepted(new Delivery.Users([.. people.Intersect([call.InitiatorId, me])]), callId, await PersonAsync(me)));
        return call;
    }

    /// <summary>In a group it goes on ringing for the others; in a direct chat that was it, also for my other devices.</summary>
    public async Task<CallView> RejectAsync(int me, int callId)
    {
        var isOver = false;
        var (call, people) = await ChangeAsync(me, callId, (call, chat) => Task.FromResult(isOver = call.Reject(me, chat.IsGroup, time.Now())));
        bus.Publish(new CallRejected(new Delivery.Users([.. people.Intersect([call.InitiatorId])]), callId, me));
        if (isOver)
        {
            bus.Publish(new CallEnded(new Delivery.Users([me]), callId, me));
        }

        return call;
    }

    public async Task<CallView> EndAsync(int me, int callId)
    {
        var (call, people) = await ChangeAsync(me, callId, (call, _) =>
        {
            call.End(me, time.Now());
            return Task.CompletedTask;
        });
        taking.Forget(callId);
        bus.Publish(new CallEnded(new Delivery.Users(people), callId, me));
        return call;
    }

    /// <summary>In chats I am in, newest first.</summary>
    public async Task<IReadOnlyList<CallView>> HistoryAsync(int me, int skip = 0, int limit = 50) =>
        (await db.Calls.AsNoTracking().Where(c => db.Memberships.Any(m => m.ChatId == c.ChatId && m.UserId == me))
            .OrderByDescending(c => c.Id).Skip(skip).Take(limit).ToListAsync()).ConvertAll(CallView.From);

    /// <summary>In a chat I am in.</summary>
    public async Task<CallView> OneAsync(int me, int callId) => CallView.From(
        await db.Calls.AsNoTracking().SingleOrDefaultAsync(c => c.Id == callId && db.Memberships.Any(m => m.ChatId == c.ChatId && m.UserId == me))
        ?? throw Refused.NotFound());

    /// <summary>Ends the ringing of calls that nobody answers. Several nodes may do so at once.</summary>
    public async Task ExpireRingingAsync()
    {
        var since = time.Now() - Call.RingsFor;
        var unanswered = await db.Calls.AsNoTracking().Where(c => c.Status == CallStatus.Ringing && c.StartedAt <= since)
            .OrderBy(c => c.Id).Take(MissedLimit).ToListAsync();
        foreach (var call in unanswered)
        {
            await EndAsync(call, call => call.Miss(time.Now()));
        }
    }

    /// <summary>Ends calls that nobody is in any more and nobody ended. Asked again and again.</summary>
    public async Task EndAbandonedAsync()
    {
        var since = time.Now() - CallParticipants.Patience;
        var active = await db.Calls.AsNoTracking().Where(c => c.Status == CallStatus.Active && c.StartedAt <= since)
            .Select(c => new { Call = c, People = db.Memberships.Where(m => m.ChatId == c.ChatId).Select(m => m.UserId).ToList() }).ToListAsync();
        foreach (var (call, people) in active.Select(one => (one.Call, one.People)))
        {
            if (taking.IsLeft(call.Id, people))
            {
                await EndAsync(call, call => call.EndLeft(time.Now()));
                taking.Forget(call.Id);
            }
        }
    }

    async Task EndAsync(Call known, Func<Call, bool> end)
    {
        var isOver = await db.WriteAsync(async () =>
        {
            await db.LockChatAsync(known.ChatId);
            var isOver = end(await db.Calls.SingleAsync(c => c.Id == known.Id));
            await db.SaveChangesAsync();
            return isOver;
        });
        if (isOver)
        {
            var people = await db.Memberships.Where(m => m.ChatId == known.ChatId).Select(m => m.UserId).ToListAsync();
            bus.Publish(new CallEnded(new Delivery.Users(people), known.Id, known.InitiatorId));
        }
    }

    /// <summary>The chat's lock lets one at a time change its calls.</summary>
    async Task<(CallView, IReadOnlyList<int> People)> ChangeAsync(int me, int callId, Func<Call, Chat, Task> change)
    {
        var chatId = await db.Calls.Where(c => c.Id == callId && db.Memberships.Any(m => m.ChatId == c.ChatId && m.UserId == me))
            .Select(c => (int?)c.ChatId).SingleOrDefaultAsync() ?? throw Refused.NotFound();
        return await db.WriteAsync(async () =>
        {
            var chat = await db.LockChatAsync(chatId) ?? throw Refused.NotFound();
            var people = await PeopleAsync(me, chatId);
            var call = await db.Calls.SingleAsync(c => c.Id == callId);
            await change(call, chat);
            await db.SaveChangesAsync();
            return (CallView.From(call), people);
        });
    }

    /// <summary>Everybody in the chat, if I am.</summary>
    async Task<IReadOnlyList<int>> PeopleAsync(int me, int chatId)
    {
        var people = await db.Memberships.Where(m => m.ChatId == chatId).Select(m => m.UserId).ToListAsync();
        return people.Contains(me) ? people : throw Refused.NotFound();
    }

    Task<PersonView> PersonAsync(int me) => db.Users.AsNoTracking().Where(user => user.Id == me).Select(PersonView.Of).SingleAsync();

    static Delivery Others(IReadOnlyList<int> people, int me) => new Delivery.Users([.. people.Where(id => id != me)]);

    static void Refuse(bool isAnotherActive)
    {
        if (isAnotherActive)
        {
            throw new Refused(Reason.Conflict, "call_active", "There is a call in this chat already.");
        }
    }
}

static class LiveCallQueries
{
    /// <summary>Ringing or active. The tables have an index of just these.</summary>
    public static IQueryable<Call> Live(this IQueryable<Call> calls) =>
        calls.Where(c => c.Status == CallStatus.Ringing || c.Status == CallStatus.Active);
}
