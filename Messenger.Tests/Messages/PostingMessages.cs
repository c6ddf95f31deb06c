using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

public sealed class PostingMessages : World
{
    static readonly Guid clientId = Guid.Parse("0190a5c2-5f4e-7c3a-9b1d-6f2e8a4c7d90");

    [Fact]
    public async Task Everybody_in_the_chat_hears_it()
    {
        var hello = await Says(Ann, "Hello");

        var said = Said<MessagePosted>();
        Assert.Equal(hello, said.Message);
        await HeardBy(said, Ann, Bob);
    }

    [Fact]
    public async Task It_reads_back_as_it_was_answered()
    {
        var hello = await Post("Hello", clientId);

        Assert.Equivalent(hello, Assert.Single(await Newest(Bob)), strict: true);
    }

    [Fact]
    public async Task It_bears_its_author_and_the_time()
    {
        var hello = await Says(Ann, "Hello");

        Assert.Equal((Ann, "ann", "Hello", Clock.Now()), (hello.Author.Id, hello.Author.Username, hello.Text, hello.At));
    }

    [Fact]
    public async Task The_first_is_1_and_each_next_is_one_more()
    {
        await SaysMany(Ann, 2);
        await Says(Bob, "Three");

        Assert.Equal([1, 2, 3], (await Newest(Ann)).Select(m => m.Sequence));
    }

    [Fact]
    public async Task Each_takes_the_next_revision()
    {
        var first = await Says(Ann, "One");
        var second = await Says(Bob, "Two");

        Assert.Equal(first.Revision + 1, second.Revision);
        Assert.Equal(second.Revision, (await Open(Ann)).Revision);
    }

    [Fact]
    public async Task What_I_say_is_read_by_me_and_unread_by_the_others()
    {
        await Says(Ann, "Hello");

        Assert.Equal(0, (await Open(Ann)).Unread);
        Assert.Equal(1, (await Open(Bob)).Unread);
    }

    [Fact]
    public async Task Answering_reads_what_came_before()
    {
        await Says(Ann, "Hello");

        await Says(Bob, "Hi");

        Assert.Equal(0, (await Open(Bob)).Unread);
    }

    [Fact]
    public async Task Sending_again_after_a_lost_answer_posts_once()
    {
        var first = await Post("Hello", clientId);

        var again = await Post("Hello", clientId);

        Assert.True(again.IsRepeated);
        Assert.Equivalent(first, again with { IsRepeated = false }, strict: true);
        Assert.Single(await Newest(Ann));
        Assert.Single(Bus.Said);
    }

    [Fact]
    public async Task Sending_again_burns_no_number()
    {
        await Post("Hello", clientId);
        await Post("Hello", clientId);

        var next = await Says(Ann, "Next");

        Assert.Equal((2, 2), (next.Sequence, next.Revision));
    }

    [Fact]
    public async Task Sending_again_after_an_edit_answers_with_the_edited_one()
    {
        var first = await Post("Hello", clientId);
        await Do((Messages m) => m.EditAsync(Ann, first.Id, "Good morning"));

        var again = await Post("Hello", clientId);

        Assert.Equal((first.Id, "Good morning"), (again.Id, again.Text));
    }

    [Fact]
    public async Task Sending_again_after_a_deletion_answers_with_the_tombstone()
    {
        var first = await Post("Hello", clientId);
        await Do((Messages m) => m.DeleteAsync(Ann, first.Id));

        var again = await Post("Hello", clientId);

        Assert.Equal((first.Id, true), (again.Id, again.IsDeleted));
        Assert.Single(await Newest(Ann));
    }

    [Fact]
    public async Task Sending_again_with_other_line_ends_is_the_same_message()
    {
        var first = await Post("One\r\ntwo", clientId);

        Assert.Equal(first.Id, (await Post("One\ntwo", clientId)).Id);
    }

    [Fact]
    public async Task Another_text_with_the_same_client_id_is_refused()
    {
        await Post("Hello", clientId);

        await Refuses(Reason.Invalid, "client_id_reused", Post("Goodbye", clientId));
        Assert.Single(await Newest(Ann));
    }

    [Fact]
    public async Task Another_chat_with_the_same_client_id_is_refused()
    {
        await Post("Hello", clientId);
        var group = await Group();

        await Refuses(Reason.Invalid, "client_id_reused", Do((Messages m) => m.PostAsync(Ann, group, "Hello", clientId)));
    }

    [Fact]
    public async Task Another_reply_with_the_same_client_id_is_refused()
    {
        var question = await Says(Bob, "Coming?");
        await Post("Yes", clientId);

        await Refuses(Reason.Invalid, "client_id_reused", Do((Messages m) => m.PostAsync(Ann, Chat, "Yes", clientId, question.Id)));
    }

    [Fact]
    public async Task The_same_client_id_of_somebody_else_is_another_message()
    {
        await Post("Hello", clientId);

        await Do((Messages m) => m.PostAsync(Bob, Chat, "Hello", clientId));

        Assert.Equal(2, (await Newest(Ann)).Count);
    }

    [Fact]
    public async Task Without_a_client_id_the_same_text_is_said_twice()
    {
        await Says(Ann, "Knock");
        await Says(Ann, "Knock");

        Assert.Equal(2, (await Newest(Bob)).Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    public async Task Saying_nothing_is_refused(string? nothing)
    {
        await Refuses(Reason.Invalid, "text_missing", Post(nothing, null));
        Assert.Empty(await Newest(Ann));
        Assert.Empty(Bus.Said);
    }

    [Fact]
    public async Task A_stranger_finds_no_chat()
    {
        await Refuses(Reason.NotFound, Says(Eve, "Let me in"));
        Assert.Empty(await Newest(Ann));
    }

    [Fact]
    public async Task A_stranger_learns_no_more_than_from_a_chat_that_does_not_exist()
    {
        var here = await Refuses(Reason.NotFound, Says(Eve, "Let me in"));
        var nowhere = await Refuses(Reason.NotFound, Says(Eve, "Let me in", Nobody));

        Assert.Equal((nowhere.Code, nowhere.Message), (here.Code, here.Message));
    }

    [Fact]
    public async Task Somebody_who_was_removed_is_a_stranger_also_with_an_old_client_id()
    {
        var group = await Group(Bob);
        await Do((Messages m) => m.PostAsync(Bob, group, "Hello", clientId));
        await Do((Members m) => m.RemoveAsync(Ann, group, Bob));

        await Refuses(Reason.NotFound, Do((Messages m) => m.PostAsync(Bob, group, "Hello", clientId)));
        await Refuses(Reason.NotFound, Says(Bob, "Hey!", group));
    }

    [Fact]
    public async Task What_came_later_in_the_same_request_knows_the_newest_numbers()
    {
        var hello = await Says(Ann, "Hello");

        await Do(async (Messages messages) =>
        {
            await messages.EditAsync(Ann, hello.Id, "Hello!");
            await Says(Bob, "Hi");
            await messages.EditAsync(Ann, hello.Id, "Hello?");
        });

        Assert.Equal([4, 3], (await Newest(Ann)).Select(m => m.Revision));
        Assert.Equal(4, (await Open(Ann)).Revision);
    }

    [Fact]
    public async Task The_request_is_kept_as_a_hash_beside_its_client_id()
    {
        var hello = await Post("Hello", clientId);

        var row = await Do((MessengerDb db) => db.Messages.SingleAsync(m => m.Id == hello.Id));
        Assert.Equal((clientId, 32), (row.ClientId, row.RequestHash?.Length));
    }

    Task<MessageView> Post(string? text, Guid? clientId) => Do((Messages m) => m.PostAsync(Ann, Chat, text, clientId));
}
