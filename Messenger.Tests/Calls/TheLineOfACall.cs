using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Every call that is over leaves a line in its chat.</summary>
public sealed class TheLineOfACall : CallWorld
{
    [Fact]
    public async Task Of_one_that_was_answered_has_its_length_and_is_nothing_to_read()
    {
        var call = await Start(Ann, type: "video");
        Clock.Advance(TimeSpan.FromSeconds(5));
        await Accept(Bob, call.Id, "bobs");
        Clock.Advance(TimeSpan.FromSeconds(20));
        Bus.Forget();
        await End(Bob, call.Id);

        var line = Said<MessagePosted>().Message;
        Assert.Equal((SystemMessage.Called, "video 20", Ann, "system"), (line.Notice, line.Text, line.Author.Id, line.Type));
        await HeardBy(Said<MessagePosted>(), Ann, Bob);
        Assert.Equal(new CallLine(CallType.Video, TimeSpan.FromSeconds(20)), CallLine.Read(line.Text));
        Assert.Equal((0, 0), (await Unread(Ann), await Unread(Bob)));
        Assert.Equal(line.Id, (await Newest(Bob)).Single().Id);
    }

    [Theory]
    [InlineData("given up")]
    [InlineData("rejected")]
    [InlineData("not answered")]
    [InlineData("begun anew")]
    public async Task Of_one_that_was_missed_is_unread_for_all_but_who_called(string how)
    {
        var call = (await Start(Ann)).Id;
        Clock.Advance(how == "not answered" ? Call.RingsFor : TimeSpan.FromSeconds(5));
        Bus.Forget();

        await (how switch
        {
            "given up" => End(Ann, call),
            "rejected" => Reject(Bob, call),
            "not answered" => EndStale(),
            _ => Start(Ann),
        });

        var line = Said<MessagePosted>().Message;
        Assert.Equal((SystemMessage.MissedCall, "audio", Ann), (line.Notice, line.Text, line.Author.Id));
        Assert.Equal((0, 1), (await Unread(Ann), await Unread(Bob)));
    }

    [Fact]
    public async Task Is_counted_as_it_is_read()
    {
        await Says(Bob, "Are you there?");
        await End(Ann, (await Start(Ann)).Id);
        await End(Bob, (await Start(Bob)).Id);
        await End(Ann, await Talk());
        await Says(Bob, "I tried to call");

        // Bob has read all by sending; Ann has his two messages and his call.
        Assert.Equal((3, 0), (await Unread(Ann), await Unread(Bob)));
        Assert.Equal(1, await FirstUnread(Ann));
        await Read(Ann, 1);
        Assert.Equal((2, 3), (await Unread(Ann), await FirstUnread(Ann)));
        await Read(Ann, 2);
        Assert.Equal((2, 3), (await Unread(Ann), await FirstUnread(Ann)));
        await Read(Ann, 3);
        Assert.Equal((1, 5), (await Unread(Ann), await FirstUnread(Ann)));
        await Read(Ann, 5);
        Assert.Equal((0, null), (await Unread(Ann), await FirstUnread(Ann)));
    }

    [Fact]
    public async Task Stays_as_it_is()
    {
        await End(Ann, (await Start(Ann)).Id);
        var line = (await Newest(Bob)).Single();

        await Refuses(Reason.Forbidden, Do((Messages m) => m.DeleteAsync(Ann, line.Id)));
        await Refuses(Reason.Forbidden, Do((Messages m) => m.EditAsync(Ann, line.Id, "audio 999")));
        await Refuses(Reason.Invalid, "reply_gone", Do((Messages m) => m.PostAsync(Bob, Chat, "Yes?", replyTo: line.Id)));
    }

    async Task<int> Unread(int who) => (await Open(who)).Unread;

    async Task<int?> FirstUnread(int who) => (await Do((History history) => history.OpenAsync(who, Chat))).FirstUnread;

    Task Read(int who, int sequence) => Do((ReadReceipts r) => r.ReadAsync(who, Chat, sequence));
}
