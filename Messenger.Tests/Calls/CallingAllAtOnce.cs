using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>Whatever three people press at the same moment, their chats have one call at a time, a line for each that is over, and numbers that add up.</summary>
public sealed class CallingAllAtOnce : CallWorld
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Leaves_everything_as_it_should_be(int seed)
    {
        var random = new Random(seed);
        int[] chats = [Chat, await Group(Bob, Eve)];
        for (var round = 0; round < 30; round++)
        {
            Clock.Advance(TimeSpan.FromSeconds(random.Next(8)));
            await Outcomes(Enumerable.Range(0, 6).Select(_ => Press(random.Next(1, 4), chats[random.Next(2)], random.Next(9), $"page {random.Next(2)}")).ToList());
            foreach (var chat in chats)
            {
                await Check(chat);
            }
        }

        Assert.True(await Do((MessengerDb db) => db.Calls.CountAsync()) > 5);
    }

    async Task Press(int who, int chat, int what, string party)
    {
        var call = (await Do((Calls c) => c.ListAsync(Ann, 0, 5))).FirstOrDefault(call => call.ChatId == chat)?.Id ?? 0;
        await (what switch
        {
            0 => Start(who, chat),
            1 => StartOrJoin(who, party, chat),
            2 => Accept(who, call, party),
            3 => Accept(who, call, party, takeOver: true),
            4 => Reject(who, call),
            5 => Leave(who, call),
            6 => End(who, call),
            7 => Close(who, call, party),
            _ => EndStale(),
        });
    }

    async Task Check(int chat)
    {
        var calls = await Do((MessengerDb db) => db.Calls.AsNoTracking().Include(call => call.Participants).Where(call => call.ChatId == chat).ToListAsync());
        var lines = await Do((MessengerDb db) => db.Messages.AsNoTracking().Where(line => line.ChatId == chat).OrderBy(line => line.Sequence).ToListAsync());

        Assert.InRange(calls.Count(call => call.IsLive), 0, 1);
        Assert.All(calls, call => Assert.True(call.Participants.Count(one => one.IsIn) >= (call.Status switch { CallStatus.Active => 2, CallStatus.Ringing => 1, _ => 0 })));
        Assert.All(calls.Where(call => !call.IsLive), call => Assert.DoesNotContain(call.Participants, one => one.IsIn));
        Assert.Equal(
            calls.Where(call => !call.IsLive).Select(call => CallLine.From(call).Write()).Order(),
            lines.Where(line => line.Notice is SystemMessage.Called or SystemMessage.MissedCall).Select(line => line.Content).Order());
        Assert.Equal(Enumerable.Range(1, lines.Count), lines.Select(line => line.Sequence));
        foreach (var row in await Do((MessengerDb db) => db.Memberships.AsNoTracking().Where(row => row.ChatId == chat).ToListAsync()))
        {
            Assert.Equal(
                lines.Count(line => line.Sequence > row.ReadSequence && line.Notice is SystemMessage.MissedCall && line.SenderId != row.UserId),
                (await Open(row.UserId, chat)).Unread);
        }
    }
}
