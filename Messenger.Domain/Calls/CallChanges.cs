using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>
/// Changes of the calls of a chat, one at a time under its lock. A call that is over leaves a line in the chat within the same transaction, and all
/// of it is told after the commit.
/// </summary>
public sealed class CallChanges(MessengerDb db, ILookups lookups, IEventBus bus, TimeProvider time)
{
    /// <summary>What somebody of the chat does. Who has gone without a word is out first.</summary>
    /// <param name="session">Through which they do it: it is not told of it.</param>
    internal Task<CallView> ChangeAsync(int me, int chatId, Guid? session, Func<ChatCalls, Task<Call>> change) => CommitAsync<CallView>(chatId, me, session, async calls =>
    {
        if (!calls.Members.Contains(me))
        {
            throw Refused.NotFound();
        }

        var changed = await change(calls);
        return () => CallView.From(changed);
    });

    /// <summary>Nothing but to look who is still there.</summary>
    public Task SettleAsync(int chatId) => CommitAsync<CallView?>(chatId, null, null, _ => Task.FromResult<Func<CallView?>>(() => null));

    async Task<T> CommitAsync<T>(int chatId, int? me, Guid? session, Func<ChatCalls, Task<Func<T>>> change)
    {
        var (result, told, lines, to) = await db.WriteAsync(async () =>
        {
            var calls = await LockAsync(chatId);
            var result = await change(calls);
            var lines = calls.Over.ToList().ConvertAll(call => LineOf(call, calls));
            db.AddRange(lines);
            await db.SaveChangesAsync();
            foreach (var line in lines)
            {
                await db.UncountAsync(line);
            }

            // Whoever is new in a call.
            var people = calls.All.SelectMany(call => call.Participants).Where(one => one.User is null).Select(one => one.UserId).ToList();
            await db.Users.Where(user => people.Contains(user.Id)).LoadAsync();
            return (result(), WhatToTell(calls, me, session), lines, Everybody(calls));
        });

        told.ForEach(bus.Publish);
        foreach (var line in lines)
        {
            bus.Publish(new MessagePosted(to, (await MessageRows.ById.ReadAsync(lookups, line.Id)).Single()));
        }

        return result;
    }

    async Task<ChatCalls> LockAsync(int chatId)
    {
        var chat = await db.LockChatAsync(chatId) ?? throw Refused.NotFound();
        var members = await db.Memberships.Where(m => m.ChatId == chatId).Select(m => m.UserId).ToListAsync();
        var live = await db.Calls.Where(c => c.ChatId == chatId).Live().Include(c => c.Participants).ThenInclude(one => one.User).OrderBy(c => c.Id).ToListAsync();
        var calls = new ChatCalls(chat, members, live, time.Now());
        live.ForEach(call => call.Settle(members, calls.Now));
        return calls;
    }

    static Message LineOf(Call call, ChatCalls calls)
    {
        var line = CallLine.From(call);
        return Message.Tell(call.InitiatorId, calls.Chat, line.Notice, null, line.Write(), calls.Now);
    }

    // Clients of old do not look which call it is that ended: that one ended is said before another begins.
    static List<Event> WhatToTell(ChatCalls calls, int? me, Guid? session) =>
    [
        .. calls.Over.Select(call => new CallEnded(HearersOf(call, calls, me), call.Id, me ?? call.InitiatorId, session)),
        .. calls.Told.Select(told => told()),
        .. calls.Changed.Select(view => new CallChanged(Everybody(calls), view)),
    ];

    // Who called hears of a refusal as such.
    static Delivery HearersOf(Call call, ChatCalls calls, int? me) => call.Status is CallStatus.Rejected && !calls.Chat.IsGroup && me is { } rejecter
        ? calls.Only(rejecter) : new Delivery.Users(calls.Members);

    static Delivery Everybody(ChatCalls calls) => new Delivery.Members(calls.Chat.Id, calls.Chat.MembershipVersion);
}
