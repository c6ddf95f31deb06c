using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Several messages at once.</summary>
public sealed class ChoosingMessages : World
{
    [Fact]
    public async Task They_are_forwarded_in_their_order_and_none_twice()
    {
        var (one, two, three) = (await Says(Ann, "One"), await Says(Ann, "Two"), await Says(Bob, "Three"));
        var (notes, id) = (await Do((Chats c) => c.DirectAsync(Bob, Bob)), Guid.NewGuid());
        await Do((Messages m) => m.DeleteAsync(Ann, two.Id));

        await Forward(three.Id, one.Id, two.Id, one.Id);
        await Forward(three.Id, one.Id);

        Assert.Equal([("One", "ann"), ("Three", null)], (await Newest(Bob, notes)).Select(message => (message.Text, message.Origin?.Name)));

        Task Forward(params int[] ids) => Do((ChosenMessages c) => c.ForwardAsync(Bob, Chat, ids, notes, id));
    }

    [Fact]
    public async Task Only_mine_are_deleted_and_only_those_of_this_chat()
    {
        var group = await Group(Bob);
        var (anns, bobs, elsewhere) = (await Says(Ann, "Ann's"), await Says(Bob, "Bob's"), await Says(Bob, "Elsewhere", group));

        await Do((ChosenMessages c) => c.DeleteMineAsync(Bob, Chat, [anns.Id, bobs.Id, elsewhere.Id]));

        Assert.Equal([("Ann's", false), ("", true)], (await Newest(Ann)).Select(message => (message.Text, message.IsDeleted)));
        Assert.False((await Newest(Ann, group))[^1].IsDeleted);
    }

    [Fact]
    public async Task A_stranger_reads_none_and_nobody_more_than_a_hundred()
    {
        var said = await Says(Ann, "One");

        await Refuses(Reason.NotFound, Do((ChosenMessages c) => c.ReadAsync(Eve, Chat, [said.Id])));
        Assert.Single(await Do((ChosenMessages c) => c.ReadAsync(Bob, Chat, [.. Enumerable.Range(1, ChosenMessages.Limit)])));
        await Refuses(Reason.Invalid, "too_many_chosen", Do((ChosenMessages c) => c.ReadAsync(Bob, Chat, [.. Enumerable.Range(1, ChosenMessages.Limit + 1)])));
    }
}
