using Messenger.Domain;

namespace Messenger.Tests;

public sealed class PinningMessages : GroupWorld
{
    [Fact]
    public async Task What_somebody_else_was_told_of_the_chat_shows_nobody_what_is_pinned()
    {
        var anns = await Do((History h) => h.GetStateAsync(Ann, Chat));

        await Refuses(Reason.NotFound, Do((History h) => h.LastPinnedAsync(Eve, Chat, state: anns)));
        await Refuses(Reason.NotFound, Do((History h) => h.NewerAsync(Eve, Chat, 0, state: anns)));
    }

    [Fact]
    public async Task Everybody_in_the_chat_hears_it_and_it_takes_a_revision()
    {
        var hello = await Says(Ann, "Hello");

        var pinned = await Pin(Bob, hello);

        var said = Said<PinsChanged>();
        Assert.Equal((true, hello.Revision + 1, false), (pinned.IsPinned, pinned.Revision, pinned.IsEdited));
        Assert.Equal((hello.Id, 1, hello.Id), (said.Message.Id, said.Pinned.Count, said.Pinned.Newest?.Id));
        await HeardBy(said, Ann, Bob);
        Assert.True((await Newest(Ann)).Single().IsPinned);
        await Pin(Bob, hello);
        Assert.Equal(pinned.Revision, (await Pin(Ann, hello)).Revision);
    }

    [Fact]
    public async Task In_a_group_its_admins_do()
    {
        var group = await Group(Bob);
        var hello = await Says(Bob, "Hello", group);

        await Refuses(Reason.Forbidden, "not_admin", Pin(Bob, hello));
        await Pin(Ann, hello);
        await Refuses(Reason.Forbidden, "not_admin", Pin(Bob, hello, false));
        await Refuses(Reason.NotFound, Pin(Eve, hello));

        Assert.Equal([hello.Id], await Pinned(Bob, group));
        await Refuses(Reason.NotFound, Pinned(Eve, group));
    }

    [Fact]
    public async Task Before_the_last_one_stands_the_one_before_and_then_the_last_again()
    {
        var said = new[] { await Says(Ann, "One"), await Says(Ann, "Two"), await Says(Ann, "Three") };
        await Pin(Ann, said[2]);
        await Pin(Ann, said[0]);

        Assert.Equal([said[2].Id, said[0].Id], await Pinned(Bob));
        Assert.Equal((3, 1, 3), (await Last(null), await Last(3), await Last(1)));
        await Pin(Bob, said[2], false);
        Assert.Equal(1, await Last(null));
        await Pin(Bob, said[0], false);
        Assert.Null(await Last(null));

        async Task<int?> Last(int? before) => (await Do((History h) => h.LastPinnedAsync(Bob, Chat, before))).Newest?.Sequence;
    }

    [Fact]
    public async Task What_is_deleted_is_not_pinned_any_more_and_what_is_edited_is_as_it_is_now()
    {
        var (one, two) = (await Says(Ann, "One"), await Says(Ann, "Two"));
        await Pin(Bob, one);
        await Pin(Bob, two);

        await Do((Messages m) => m.EditAsync(Ann, one.Id, "Once"));
        var gone = await Do((Messages m) => m.DeleteAsync(Ann, two.Id));

        var said = Bus.Said.OfType<PinsChanged>().Last();
        Assert.Equal((two.Id, gone.Revision, false), (said.Message.Id, said.Message.Revision, said.Message.IsPinned));
        Assert.Equal((1, "Once"), (said.Pinned.Count, said.Pinned.Newest?.Text));
        await Refuses(Reason.Conflict, "deleted", Pin(Bob, two));
    }

    [Fact]
    public async Task A_line_of_the_system_is_not_pinned()
    {
        var group = await Group(Bob);

        await Refuses(Reason.Conflict, "deleted", Pin(Ann, (await Newest(Ann, group)).Single()));
    }

    [Fact]
    public async Task Fifty_are_the_limit()
    {
        List<MessageView> said = [];
        for (var i = 0; i <= Message.PinLimit; i++)
        {
            said.Add(await Says(Ann, $"{i}"));
        }

        foreach (var message in said[..Message.PinLimit])
        {
            await Pin(Ann, message);
        }

        await Refuses(Reason.Invalid, "too_many_pinned", Pin(Ann, said[^1]));
        await Pin(Ann, said[0], false);
        await Pin(Ann, said[^1]);
        Assert.Equal(Message.PinLimit, (await Pinned(Bob)).Length);
    }

    Task<MessageView> Pin(int who, MessageView message, bool isOn = true) => Do((Messages m) => m.PinAsync(who, message.Id, isOn));

    async Task<int[]> Pinned(int who, int chat = Chat) => [.. (await Do((History h) => h.PinnedAsync(who, chat))).Select(message => message.Id)];
}
