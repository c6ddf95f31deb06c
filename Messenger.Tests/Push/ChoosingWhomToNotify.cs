using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>Decided when a notification is sent: who is told of it, and who is not.</summary>
public sealed class ChoosingWhomToNotify : SubscribedWorld
{
    [Fact]
    public async Task Tells_the_others_of_a_message_on_each_of_their_devices()
    {
        await Subscribe(Ann);
        var bobs = new[] { await Subscribe(Bob), await Subscribe(Bob) };
        await Subscribe(Eve);
        var said = await Says(Ann, "Hello");

        var pushes = await Told(said.Sequence);

        Assert.Equal(bobs.Order(), pushes.Select(push => push.SessionId).Order());
        Assert.All(pushes, push => Assert.Equal(new PushContent(PushKind.Messages, Chat, 1), push.Content));
    }

    [Fact]
    public async Task Counts_what_is_unread_in_the_chat()
    {
        await Subscribe(Bob);
        await SaysMany(Ann, 4);
        var said = await Says(Ann, "The fifth");

        Assert.Equal(5, (await Told(said.Sequence)).Single().Content.Count);
    }

    [Fact]
    public async Task Finds_the_one_mention_among_many_messages()
    {
        await Subscribe(Bob);
        await Do((PersonalChatSettings settings) => settings.SetLevelAsync(Bob, Chat, "mentions"));
        var first = await Says(Ann, "@bob");
        await SaysMany(Ann, 9);

        Assert.Single(await Told(first.Sequence));
        Assert.Empty(await Told(first.Sequence + 1));
    }

    [Fact]
    public async Task Passes_over_who_has_read_it()
    {
        await Subscribe(Bob);
        var said = await Says(Ann, "Hello");
        await Do((ReadReceipts receipts) => receipts.ReadAsync(Bob, Chat, said.Sequence));

        Assert.Empty(await Told(said.Sequence));
    }

    [Fact]
    public async Task Passes_over_who_looks_at_the_chat_but_not_who_only_has_it_open()
    {
        await Subscribe(Bob);
        await Do((IPresence presence) => Look(presence, Chat));
        var said = await Says(Ann, "Hello");
        Assert.Empty(await Told(said.Sequence));

        await Do((IPresence presence) => Look(presence, 0));
        Assert.Single(await Told(said.Sequence));

        await Do((IPresence presence) => Look(presence, Chat));
        Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Single(await Told(said.Sequence));

        await Do((IPresence presence) => Look(presence, Chat));
        await Do((IPresence presence) => Leave(presence));
        Assert.Single(await Told(said.Sequence));

        static Task Look(IPresence presence, int chat)
        {
            presence.Connected(Bob, "page");
            presence.Looks(Bob, "page", chat);
            return Task.CompletedTask;
        }

        static Task Leave(IPresence presence)
        {
            presence.Disconnected(Bob, "page");
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Says_nothing_of_what_was_deleted_and_of_lines_of_the_system()
    {
        await Subscribe(Bob);
        var said = await Says(Ann, "Hello");
        await Do((Messages messages) => messages.DeleteAsync(Ann, said.Id));
        var group = await Group(Bob);

        Assert.Empty(await Told(said.Sequence));
        Assert.Empty(await Do((Pushes pushes) => pushes.ForMessagesAsync(new MessagePushes(group, 1))));
    }

    [Theory]
    [InlineData("left")]
    [InlineData("deactivated")]
    [InlineData("logged out")]
    [InlineData("expired")]
    [InlineData("turned off")]
    public async Task Says_nothing_to_who_is_gone(string how)
    {
        var group = await Group(Bob);
        var session = await Subscribe(Bob);
        var said = await Says(Ann, "Hello", group);
        Assert.Single(await Do((Pushes pushes) => pushes.ForMessagesAsync(new MessagePushes(group, said.Sequence))));

        await (how switch
        {
            "left" => Do((Members members) => members.LeaveAsync(Bob, group)),
            "deactivated" => Deactivate(Bob),
            "logged out" => Do((Sessions sessions) => sessions.EndAnywayAsync(Bob, session)),
            "expired" => LetTimePass(),
            _ => Do((PushSubscriptions subscriptions) => subscriptions.EndAsync(Me(Bob, session))),
        });

        Assert.Empty(await Do((Pushes pushes) => pushes.ForMessagesAsync(new MessagePushes(group, said.Sequence))));
        Assert.Equal(how is "logged out" or "turned off" ? 0 : 1, await Do((MessengerDb db) => db.PushSubscriptions.CountAsync()));
    }

    [Fact]
    public async Task Says_nothing_of_whom_somebody_has_blocked()
    {
        var group = await Group(Bob, Eve);
        await Subscribe(Ann);
        await Do((Blocks blocks) => blocks.BlockAsync(Ann, Bob));
        var bobs = await Says(Bob, "Hello @ann", group);
        Assert.Empty(await Told(bobs.Sequence, group));

        await Says(Eve, "Hello", group);

        Assert.Single(await Told(bobs.Sequence, group));
        var call = await Do((Calls calls) => calls.StartAsync(Bob, group, "audio"));
        Assert.Empty(await Do((Pushes pushes) => pushes.ForCallAsync(new CallPushes(call.Id, IsRing: true))));
    }

    Task LetTimePass()
    {
        Clock.Advance(Sessions.Lifetime);
        return Task.CompletedTask;
    }
}
