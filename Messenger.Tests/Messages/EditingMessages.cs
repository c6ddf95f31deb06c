using Messenger.Domain;

namespace Messenger.Tests;

public sealed class EditingMessages : World
{
    [Fact]
    public async Task Everybody_in_the_chat_hears_the_new_text()
    {
        var hello = await Says(Ann, "Helo");

        var edited = await Edit(Ann, hello.Id, "Hello");

        Assert.Equal(("Hello", true), (edited.Text, edited.IsEdited));
        var said = Said<MessageEdited>();
        Assert.Equal(edited, said.Message);
        await HeardBy(said, Ann, Bob);
    }

    [Fact]
    public async Task It_keeps_its_place_and_time_and_takes_a_new_revision()
    {
        var hello = await Says(Ann, "Helo");
        await Says(Bob, "Hi");

        var edited = await Edit(Ann, hello.Id, "Hello");

        Assert.Equal((1, hello.At, 3), (edited.Sequence, edited.At, edited.Revision));
    }

    [Fact]
    public async Task It_does_not_move_the_chat_up_and_makes_nothing_unread()
    {
        var hello = await Says(Ann, "Helo");
        await Do((ReadReceipts r) => r.ReadAsync(Bob, Chat, 1));
        var before = await Open(Bob);
        Clock.Advance(TimeSpan.FromMinutes(1));

        await Edit(Ann, hello.Id, "Hello");

        var after = await Open(Bob);
        Assert.Equal((before.UpdatedAt, 0), (after.UpdatedAt, after.Unread));
    }

    [Fact]
    public async Task The_same_text_again_changes_nothing_and_says_nothing()
    {
        var hello = await Says(Ann, "Hello");
        Bus.Forget();

        var same = await Edit(Ann, hello.Id, "Hello");

        Assert.Equal((false, hello.Revision), (same.IsEdited, same.Revision));
        Assert.Empty(Bus.Said);
    }

    [Fact]
    public async Task Only_who_wrote_it_can()
    {
        var hello = await Says(Ann, "Hello");

        await Refuses(Reason.Forbidden, "not_yours", Edit(Bob, hello.Id, "I owe Bob a beer"));
        Assert.Equal("Hello", (await Newest(Ann))[0].Text);
    }

    [Fact]
    public async Task Not_even_the_owner_of_the_group_puts_words_into_mouths()
    {
        var group = await Group(Bob);
        var hello = await Says(Bob, "Hello", group);

        await Refuses(Reason.Forbidden, "not_yours", Edit(Ann, hello.Id, "I owe Ann a beer"));
    }

    [Fact]
    public async Task A_stranger_finds_no_message()
    {
        var hello = await Says(Ann, "Hello");

        await Refuses(Reason.NotFound, Edit(Eve, hello.Id, "Goodbye"));
        await Refuses(Reason.NotFound, Edit(Eve, Nobody, "Goodbye"));
    }

    [Fact]
    public async Task Somebody_who_left_cannot_edit_what_they_said()
    {
        var group = await Group(Bob);
        var hello = await Says(Bob, "Hello", group);
        await Do((Members m) => m.LeaveAsync(Bob, group));

        await Refuses(Reason.NotFound, Edit(Bob, hello.Id, "Goodbye"));
    }

    [Fact]
    public async Task A_deleted_message_stays_deleted()
    {
        var hello = await Says(Ann, "Hello");
        await Do((Messages m) => m.DeleteAsync(Ann, hello.Id));

        await Refuses(Reason.Conflict, "deleted", Edit(Ann, hello.Id, "Hello again"));
    }

    [Fact]
    public async Task A_line_of_the_system_cannot_be_edited()
    {
        var group = await Group();

        await Refuses(Reason.Forbidden, "not_yours", Edit(Ann, (await Newest(Ann, group))[0].Id, "Sailors"));
    }

    [Theory]
    [InlineData(null, "text_missing")]
    [InlineData(" ", "text_missing")]
    [InlineData("a\0b", "not_text")]
    public async Task The_new_text_obeys_the_rules_of_a_first_one(string? text, string code)
    {
        var hello = await Says(Ann, "Hello");

        await Refuses(Reason.Invalid, code, Edit(Ann, hello.Id, text));
        Assert.False((await Newest(Ann))[0].IsEdited);
    }

    [Fact]
    public async Task Everybody_in_the_chat_may_read_what_it_said_before()
    {
        var hello = await Says(Ann, "Helo");
        Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await Edit(Ann, hello.Id, "Hallo");
        await Edit(Ann, hello.Id, "Hallo");
        await Edit(Ann, hello.Id, "Hello");

        var earlier = await Earlier(Bob, hello.Id);

        Assert.Equal([new("Hallo", second.UpdatedAt), new("Helo", hello.At)], earlier);
        Assert.Empty(await Earlier(Eve, hello.Id));
        await Refuses(Reason.NotFound, Do((History h) => h.EarlierAsync(Eve, hello.Id)));
    }

    [Fact]
    public async Task The_last_twenty_texts_are_kept()
    {
        var hello = await Says(Ann, "0");
        for (var i = 1; i <= EarlierText.Limit + 2; i++)
        {
            await Edit(Ann, hello.Id, $"{i}");
        }

        var earlier = await Earlier(Bob, hello.Id);

        Assert.Equal((EarlierText.Limit, "21", "2"), (earlier.Count, earlier[0].Text, earlier[^1].Text));
    }

    [Fact]
    public async Task They_go_with_the_message_and_no_search_finds_them()
    {
        var hello = await Says(Ann, "The lighthouse");
        await Edit(Ann, hello.Id, "The harbour");
        Assert.Empty((await Do((MessageSearch s) => s.FindAsync(Bob, "lighthouse", TimeZoneInfo.Utc))).Messages);

        await Do((Messages m) => m.DeleteAsync(Ann, hello.Id));

        Assert.Empty(await Earlier(Bob, hello.Id));
    }

    Task<List<EarlierTextView>> Earlier(int who, int message) => Do((History h) => h.EarlierAsync(who, Chat, message));

    Task<MessageView> Edit(int who, int message, string? text) => Do((Messages m) => m.EditAsync(who, message, text));
}
