using System.Data.Common;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Numbers and order when many send at the same moment.</summary>
[Collection<Alone>]
public sealed class TalkingAllAtOnce : CrowdedWorld
{
    const int Crowd = 50;

    [Fact]
    public async Task Fifty_people_in_one_chat_get_numbers_without_holes_or_doubles()
    {
        var people = await People(Crowd);
        var group = await Group(people);

        await AtOnce(people, async person =>
        {
            for (var i = 0; i < 4; i++)
            {
                await Post(person, group);
            }
        });

        await IsInOrder(group, 1 + 4 * Crowd);
        await UnreadIsRight(group);
        Assert.Equal(4 * Crowd, Bus.Said.OfType<MessagePosted>().Select(said => said.Message.Sequence).Distinct().Count());
    }

    [Fact]
    public async Task Fifty_people_in_several_chats_do_too()
    {
        var people = await People(Crowd);
        var groups = new[] { await Group(people), await Group(people), await Group(people), await Group(people), await Group(people) };

        await AtOnce(people, person => Task.WhenAll(groups.Select(group => Post(person, group))));

        foreach (var group in groups)
        {
            await IsInOrder(group, 1 + Crowd);
            await UnreadIsRight(group);
        }
    }

    [Fact]
    public async Task The_same_client_id_twenty_times_at_once_posts_once()
    {
        var clientId = Guid.NewGuid();
        var answers = new List<MessageView>();

        await AtOnce(Enumerable.Range(0, 20), async _ =>
        {
            var answer = await Post(Ann, Chat, clientId);
            lock (answers)
            {
                answers.Add(answer);
            }
        });

        var first = Said<MessagePosted>().Message;
        Assert.All(answers, answer => Assert.Equal((first.Id, 1, 1), (answer.Id, answer.Sequence, answer.Revision)));
        Assert.Equal((2, 2), ((await Post(Bob, Chat)).Sequence, (await Open(Ann)).Revision));
    }

    [Fact]
    public async Task The_same_client_ids_among_other_sends_burn_no_numbers()
    {
        var clientIds = Enumerable.Range(0, 10).Select(_ => Guid.NewGuid()).ToList();

        await AtOnce(Enumerable.Range(0, 100), i => i % 2 == 0
            ? Post(Ann, Chat, clientIds[i / 2 % 10])
            : Post(Bob, Chat));

        await IsInOrder(Chat, 10 + 50);
    }

    [Fact]
    public async Task A_send_that_the_database_refuses_fails_alone()
    {
        var (bad, author) = (0, (await Post(Bob, Chat)).Author);

        await AtOnce(Enumerable.Range(0, 60), async i =>
        {
            if (i % 20 > 0)
            {
                await Post(Ann, Chat);
                return;
            }

            var ofNobody = new OutgoingMessage(Message.Write(Nobody, Chat, "Yes", null, null, Clock.Now()), MembershipVersion: 2, author, Quote: null);
            await Assert.ThrowsAnyAsync<DbException>(() => Do((IMessageWriter writer) => writer.SendAsync(ofNobody)));
            Interlocked.Increment(ref bad);
        });

        Assert.Equal(3, bad);
        await IsInOrder(Chat, 58);
    }

    /// <summary>It was erased since it was looked for; whoever sent it looks again.</summary>
    [Fact]
    public async Task A_send_that_answers_what_is_gone_is_not_sent_and_keeps_nobody_back()
    {
        var (gone, author) = (0, (await Post(Bob, Chat)).Author);

        await AtOnce(Enumerable.Range(0, 60), async i =>
        {
            if (i % 20 > 0)
            {
                await Post(Ann, Chat);
                return;
            }

            var toNothing = new OutgoingMessage(Message.Write(Bob, Chat, "Yes", Nobody, null, Clock.Now()), MembershipVersion: 2, author, Quote: null);
            Assert.Equal(SendResult.QuoteGone, await Do((IMessageWriter writer) => writer.SendAsync(toNothing)));
            Interlocked.Increment(ref gone);
        });

        Assert.Equal(3, gone);
        await IsInOrder(Chat, 58);
    }
}
