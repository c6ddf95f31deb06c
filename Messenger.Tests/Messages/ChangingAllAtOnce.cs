using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Some change, read, come and go while others send.</summary>
[Collection<Alone>]
public sealed class ChangingAllAtOnce : CrowdedWorld
{
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
            1 => Do((Profiles p) => p.SaveAsync(Ann, "ann", $"Ann {i}", null, null)),
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

    static async Task<string?> Outcome(Task act) => (await Outcomes([act]))[0];

    static int Revision(Event said) => (int)(said switch
    {
        MessagePosted posted => posted.Message.Revision,
        MessageEdited edited => edited.Message.Revision,
        MessageDeleted deleted => deleted.Message.Revision,
        ReactionsChanged reactions => reactions.Message.Revision,
        PinsChanged pins => pins.Message.Revision,
        _ => 0,
    });
}
