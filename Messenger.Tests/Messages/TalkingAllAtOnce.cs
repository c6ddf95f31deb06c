using System.Data.Common;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>Numbers and order when many do something at the same moment. Each waits for all before it, and nobody for more than two seconds: so with nothing beside.</summary>
[Collection<Alone>]
public sealed class TalkingAllAtOnce : World
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

    [Fact]
    public async Task Edits_deletions_reactions_and_sends_each_take_a_revision_of_their_own()
    {
        var messages = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Post(Ann, Chat)));

        await AtOnce(messages, async message =>
        {
            await Post(Bob, Chat);
            await Insist(m => m.ReactAsync(Bob, message.Id, "👍", isOn: true));
            await Insist(m => m.EditAsync(Ann, message.Id, "Edited"));
            await Insist(m => m.DeleteAsync(Ann, message.Id));
        });

        await IsInOrder(Chat, 20, areUntouched: false);
        Assert.Equal(10 + 4 * 10, (await Open(Ann)).Revision);
        Assert.Equal(Enumerable.Range(1, 50), Bus.Said.Select(Revision).Order());
    }

    [Fact]
    public async Task Twenty_thumbs_at_once_are_all_counted()
    {
        var people = await People(20);
        var group = await Group(people);
        var hello = await Says(Ann, "Hello", group);

        await AtOnce(people, person => Insist(m => m.ReactAsync(person, hello.Id, "👍", isOn: true)));

        Assert.Equal(people, Assert.Single((await Newest(Ann, group))[1].Reactions).UserIds.Order());
    }

    [Fact]
    public async Task Unread_comes_out_right_when_some_read_and_write_what_others_take_back()
    {
        var people = await People(6);
        var group = await Group([Bob, Eve, .. people]);
        var said = new List<MessageView>();
        for (var i = 0; i < 12; i++)
        {
            said.Add(await Post(Ann, group));
        }

        await Task.WhenAll(
            AtOnce(said, message => Insist(m => m.DeleteAsync(Ann, message.Id))),
            AtOnce(Enumerable.Range(0, 12), i => Insist(() => Do((ReadReceipts r) => r.ReadAsync(people[i % 6], group, 1 + i)))),
            AtOnce(people[..3], person => Post(person, group)),
            AtOnce(Enumerable.Range(0, 4), _ => Post(Bob, group)),
            AtOnce(new[] { "Sailors", "Climbers" }, name => Insist(() => Do((Members m) => m.RenameAsync(Ann, group, name)))));

        var all = await All(group);
        foreach (var person in people.Append(Bob).Append(Ann))
        {
            var chat = await Open(person, group);
            Assert.Equal(all.Count(m => m.Sequence > chat.ReadSequence && !m.IsDeleted && m.Notice is null), chat.Unread);
        }
    }

    [Fact]
    public async Task People_join_and_leave_while_others_talk()
    {
        var people = await People(12);
        var (talkers, guests) = (people[..8], people[8..]);
        var group = await Group(talkers);

        var talk = AtOnce(talkers, async person =>
        {
            for (var i = 0; i < 10; i++)
            {
                await Post(person, group);
            }
        });
        var visits = AtOnce(guests, async guest =>
        {
            await Do((Members m) => m.AddAsync(Ann, group, guest));
            await Do((Members m) => m.LeaveAsync(guest, group));
        });
        await Task.WhenAll(talk, visits);

        await IsInOrder(group, 1 + 8 * 10 + 4 * 2);
        await UnreadIsRight(group);
        Assert.Equal(9, (await Open(Ann, group)).MemberCount);
    }

    [Fact]
    public async Task Who_is_being_removed_speaks_before_it_or_not_at_all()
    {
        var group = await Group(Bob);
        for (var round = 0; round < 10; round++)
        {
            var bob = AtOnce(Enumerable.Range(0, 4), async _ =>
            {
                for (var i = 0; i < 1000 && await Outcome(Post(Bob, group)) is null; i++)
                {
                }
            });

            await Post(Ann, group);
            await Do((Members m) => m.RemoveAsync(Ann, group, Bob));
            var removed = (await Newest(Ann, group))[^1].Sequence;
            await bob;

            Assert.Equal(removed, (await Open(Ann, group)).LastSequence);
            await Do((Members m) => m.AddAsync(Ann, group, Bob));
        }

        var all = await All(group);
        Assert.Equal(Enumerable.Range(1, all.Count), all.Select(m => m.Sequence));
    }

    [Fact]
    public async Task Registering_and_profiles_and_sends_at_once_do_not_fail_busy()
    {
        Task Act(int i) => (i % 4) switch
        {
            0 => Do((Accounts a) => a.RegisterAsync($"person{i}", $"person{i}@example.org", Password, null, new Preferences())),
            1 => Do((Accounts a) => a.SaveProfileAsync(Ann, "ann", $"Ann {i}", null, null)),
            2 => Do((Sessions s) => s.StartAsync(Bob, "Browser", "::1")),
            _ => Do((Messages m) => m.PostAsync(Bob, Chat, "Hello", Guid.NewGuid())),
        };

        // The first of each kind is compiled on the way, which is slow.
        for (var i = 0; i < 4; i++)
        {
            await Act(i);
        }

        await AtOnce(Enumerable.Range(4, 24), Act);

        await IsInOrder(Chat, 7);
    }

    Task<MessageView> Post(int who, int chat) => Post(who, chat, Guid.NewGuid());

    Task<MessageView> Post(int who, int chat, Guid clientId) => Insist(m => m.PostAsync(who, chat, "Hello", clientId));

    // Who hears "not now" from a busy machine asks again, as pages and programs do.
    static Task Insist(Func<Task> act) => Eventually.TrueAsync(async () =>
    {
        try
        {
            await act();
            return true;
        }
        catch (Exception away) when (DatabaseUnavailable.Explains(away) && !away.Message.StartsWith("The members"))
        {
            // Not done, or done with this client id.
            return false;
        }
    });

    async Task<MessageView> Insist(Func<Messages, Task<MessageView>> act)
    {
        MessageView? answer = null;
        await Insist(async () => answer = await Do(act));
        return answer!;
    }

    static async Task<string?> Outcome(Task act) => (await Outcomes([act]))[0];

    static Task AtOnce<T>(IEnumerable<T> things, Func<T, Task> act) => Task.WhenAll(things.Select(thing => Task.Run(() => act(thing), Cancelled)));

    static int Revision(Event said) => (int)(said switch
    {
        MessagePosted posted => posted.Message.Revision,
        MessageEdited edited => edited.Message.Revision,
        MessageDeleted deleted => deleted.Message.Revision,
        ReactionsChanged reactions => reactions.Message.Revision,
        PinsChanged pins => pins.Message.Revision,
        _ => 0,
    });

    async Task IsInOrder(int chat, int count, bool areUntouched = true)
    {
        var all = await All(chat);
        Assert.Equal(Enumerable.Range(1, count), all.Select(m => m.Sequence));
        Assert.Equal(count, all.Select(m => m.Revision).Distinct().Count());
        Assert.Equal(await Do((MessengerDb db) => db.Chats.Where(c => c.Id == chat).Select(c => c.Revision).SingleAsync()), all.Max(m => m.Revision));
        if (areUntouched)
        {
            Assert.Equal(all.Select(m => m.Revision).Order(), all.Select(m => m.Revision));
        }
    }

    async Task UnreadIsRight(int chat)
    {
        var all = await All(chat);
        var last = all.Where(m => m.Notice is null).GroupBy(m => m.SenderId).ToDictionary(own => own.Key, own => own.Max(m => m.Sequence));
        foreach (var (person, sequence) in last)
        {
            Assert.Equal(all.Count - sequence, (await Open(person, chat)).Unread);
        }
    }

    Task<List<Message>> All(int chat) =>
        Do((MessengerDb db) => db.Messages.AsNoTracking().Where(m => m.ChatId == chat).OrderBy(m => m.Sequence).ToListAsync());
}
