using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>Decided when a notification is sent: who is told of it, and who is not.</summary>
public sealed class ChoosingWhomToNotify : World
{
    int count;

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

    [Theory]
    [InlineData("all", "Hello", true)]
    [InlineData("mentions", "Hello", false)]
    [InlineData("mentions", "Hello @bob", true)]
    [InlineData("mentions", "Hello @BOB", true)]
    [InlineData("mentions", "Hello @bobby", false)]
    [InlineData("mentions", "Hello @ann", false)]
    [InlineData("mentions", "Hello @all", false)]
    [InlineData("none", "Hello @bob", false)]
    public async Task Heeds_the_level(string level, string text, bool isTold)
    {
        await Subscribe(Bob);
        await Do((PersonalChatSettings settings) => settings.SetLevelAsync(Bob, Chat, level));
        var said = await Says(Ann, text);

        Assert.Equal(isTold, (await Told(said.Sequence)).Any());
    }

    [Theory]
    [InlineData("mentions", "@ALL: tea", true)]
    [InlineData("mentions", "Чай, @все!", true)]
    [InlineData("mentions", "`@all`", false)]
    [InlineData("none", "@all @bob", false)]
    public async Task Takes_everybody_of_a_group_for_each_of_them(string level, string text, bool isTold)
    {
        await Subscribe(Bob);
        var group = await Group(Bob);
        await Do((PersonalChatSettings settings) => settings.SetLevelAsync(Bob, group, level));
        var said = await Says(Ann, text, group);

        Assert.Equal(isTold, (await Do((Pushes pushes) => pushes.ForMessagesAsync(new MessagePushes(group, said.Sequence)))).Any());
    }

    [Theory]
    [InlineData("mentions", true)]
    [InlineData("none", false)]
    public async Task Takes_an_answer_to_mine_for_a_mention(string level, bool isTold)
    {
        await Subscribe(Bob);
        await Do((PersonalChatSettings settings) => settings.SetLevelAsync(Bob, Chat, level));
        var question = await Says(Bob, "Tea?");
        var answer = await Do((Messages messages) => messages.PostAsync(Ann, Chat, "Yes", replyTo: question.Id));

        Assert.Equal(isTold ? [PushKind.Mention] : [], (await Told(answer.Sequence)).Select(push => push.Content.Kind));
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
    public async Task Is_silent_where_it_is_muted_until_that_ends()
    {
        await Subscribe(Bob);
        await Do((PersonalChatSettings settings) => settings.MuteAsync(Bob, Chat, true, TimeSpan.FromHours(8)));
        var said = await Says(Ann, "Hello");
        Assert.Empty(await Told(said.Sequence));

        var until = (await Do((PersonalChatSettings settings) => settings.NotificationsAsync(Bob, Chat))).MutedUntil!.Value;
        await Do((PersonalChatSettings settings) => settings.UnmuteAsync(Bob, Chat, until.AddHours(1)));
        Assert.Empty(await Told(said.Sequence));
        await Do((PersonalChatSettings settings) => settings.UnmuteAsync(Bob, Chat, until));
        Assert.Single(await Told(said.Sequence));
    }

    [Theory]
    [InlineData("all", "@bob", true)]
    [InlineData("all", "@all", false)]
    [InlineData("mentions", "@bob", true)]
    [InlineData("none", "@bob", false)]
    public async Task Lets_what_names_somebody_through_a_mute(string level, string text, bool isTold)
    {
        await Subscribe(Bob);
        var group = await Group(Bob);
        await Do((PersonalChatSettings settings) => settings.SetLevelAsync(Bob, group, level));
        await Do((PersonalChatSettings settings) => settings.MuteAsync(Bob, group, true));
        var said = await Says(Ann, text, group);

        var pushes = await Do((Pushes all) => all.ForMessagesAsync(new MessagePushes(group, said.Sequence)));

        Assert.Equal(isTold ? [PushKind.Mention] : [], pushes.Select(push => push.Content.Kind));
        Assert.Equal(level is not "none", await Do((ILookups lookups) => Pushes.HasReceiversAsync(lookups, group, Ann, Clock.Now(), isMention: true)));
        Assert.False(await Do((ILookups lookups) => Pushes.HasReceiversAsync(lookups, group, Ann, Clock.Now())));
    }

    // Bob is in Lisbon, where it is 12:00 in winter when the clock of the world says so.
    [Theory]
    [InlineData("Europe/Lisbon", "22:00", "07:00", true)]
    [InlineData("Europe/Lisbon", "11:00", "13:00", false)]
    [InlineData("Europe/Lisbon", "12:00", "13:00", false)]
    [InlineData("Europe/Lisbon", "11:00", "12:00", true)]
    [InlineData("Asia/Tokyo", "20:00", "08:00", false)]
    [InlineData("Asia/Tokyo", "22:00", "08:00", true)]
    [InlineData("America/Los_Angeles", "23:00", "06:00", false)]
    public async Task Lets_people_sleep(string zone, string from, string to, bool isTold)
    {
        await Subscribe(Bob);
        await Do((Accounts accounts) => accounts.SavePreferencesAsync(Bob, new Preferences(TimeZone: zone, Quiet: $"{QuietHours.Checked(from, to)}")));
        var said = await Says(Ann, "Hello");
        var call = await Do((Calls calls) => calls.StartAsync(Ann, Chat, "audio"));

        Assert.Equal(isTold, (await Told(said.Sequence)).Any());
        Assert.Equal(isTold, (await Do((Pushes pushes) => pushes.ForCallAsync(new CallPushes(call.Id, true)))).Any());
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

    Task LetTimePass()
    {
        Clock.Advance(Sessions.Lifetime);
        return Task.CompletedTask;
    }

    Task<IReadOnlyList<Push>> Told(int from, int chat = Chat) => Do((Pushes pushes) => pushes.ForMessagesAsync(new MessagePushes(chat, from)));

    async Task<Guid> Subscribe(int who)
    {
        var session = await Do((Sessions sessions) => sessions.StartAsync(who, "Firefox", "127.0.0.1"));
        var browser = new SubscribedBrowser($"https://fcm.googleapis.com/fcm/send/{++count}");
        await Do((PushSubscriptions all) => all.SaveAsync(Me(who, session.Id), browser.Endpoint, browser.Key, browser.Secret, new PushDevice(false, false)));
        return session.Id;
    }

    static Me Me(int who, Guid session) => new(who, session, "", null, "", null, null, null, false, new Preferences());
}
