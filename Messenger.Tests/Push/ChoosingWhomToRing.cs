using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Whom a call notifies, and of what became of it.</summary>
public sealed class ChoosingWhomToRing : SubscribedWorld
{
    [Fact]
    public async Task Rings_for_all_but_who_called_and_tells_each_what_became_of_it()
    {
        var group = await Group(Bob, Eve);
        foreach (var person in new[] { Ann, Bob, Eve })
        {
            await Subscribe(person);
        }

        var call = await Do((Calls calls) => calls.StartAsync(Ann, group, "audio"));
        Assert.Equal([(Bob, PushKind.Ringing), (Eve, PushKind.Ringing)], await OfCall(true));
        Assert.Empty(await OfCall(false));

        await Do((Calls calls) => calls.AcceptAsync(Bob, call.Id));
        Assert.Empty(await OfCall(true));
        Assert.Equal([(Bob, PushKind.AnsweredElsewhere), (Eve, PushKind.RingsNoMore)], await OfCall(false));

        async Task<IEnumerable<(int, PushKind)>> OfCall(bool isRing) =>
            (await Do((Pushes pushes) => pushes.ForCallAsync(new CallPushes(call.Id, isRing)))).Select(push => (push.UserId, push.Content.Kind)).Order();
    }

    [Theory]
    [InlineData("all", false, true)]
    [InlineData("mentions", false, true)]
    [InlineData("none", false, false)]
    [InlineData("all", true, false)]
    public async Task Rings_where_the_chat_may_be_heard(string level, bool isMuted, bool rings)
    {
        await Subscribe(Bob);
        await Do((PersonalChatSettings settings) => settings.SetLevelAsync(Bob, Chat, level));
        await Do((PersonalChatSettings settings) => settings.MuteAsync(Bob, Chat, isMuted));
        var call = await Do((Calls calls) => calls.StartAsync(Ann, Chat, "audio"));

        Assert.Equal(rings, (await Do((Pushes pushes) => pushes.ForCallAsync(new CallPushes(call.Id, true)))).Any());
    }

    [Fact]
    public async Task Tells_of_a_missed_call_and_says_nothing_to_who_was_busy()
    {
        await Subscribe(Bob);
        await Subscribe(Eve);
        var group = await Group(Bob, Eve);
        // Bob talks to somebody else when it rings.
        var friend = await Person("friend", null);
        var theirs = await Do((Chats chats) => chats.DirectAsync(friend, Bob));
        var talk = await Do((Calls calls) => calls.StartAsync(friend, theirs, "audio"));
        await Do((Calls calls) => calls.AcceptAsync(Bob, talk.Id));
        var call = await Do((Calls calls) => calls.StartAsync(Ann, group, "audio"));
        await Do((Calls calls) => calls.EndForAllAsync(Ann, call.Id));

        var pushes = await Do((Pushes all) => all.ForCallAsync(new CallPushes(call.Id, false)));

        Assert.Equal([(Eve, PushKind.MissedCall)], pushes.Select(push => (push.UserId, push.Content.Kind)));
    }
}
