using Messenger.Domain;

namespace Messenger.Tests;

public sealed class NotesToSelf : World
{
    [Fact]
    public async Task A_chat_with_myself_is_my_notes()
    {
        var notes = await Open(Ann, await Start());

        Assert.Equal((true, false, 1), (notes.IsNotes, notes.IsGroup, notes.MemberCount));
        Assert.Null(notes.Other);
    }

    [Fact]
    public async Task There_is_one()
    {
        Assert.Equal(await Start(), await Start());
        await HeardBy(Said<ChatAppeared>(), Ann);
    }

    [Fact]
    public async Task What_I_note_is_never_unread_and_only_I_hear_it()
    {
        var notes = await Start();

        await Says(Ann, "Milk, eggs", notes);

        Assert.Equal(0, (await Open(Ann, notes)).Unread);
        await HeardBy(Said<MessagePosted>(), Ann);
    }

    [Fact]
    public async Task Nobody_else_finds_them()
    {
        var notes = await Start();

        await Refuses(Reason.NotFound, Open(Bob, notes));
    }

    [Fact]
    public async Task The_chat_with_somebody_else_is_no_notes() => Assert.False((await Open(Ann)).IsNotes);

    Task<int> Start() => Do((Chats c) => c.DirectAsync(Ann, Ann));
}
