using System.Text;
using Messenger.Domain;
using Messenger.Web;

namespace Messenger.Tests;

/// <summary>Each event can be drawn, outside any request and in every language (ARCHITECTURE.md, invariant 5).</summary>
public sealed class EveryEvent(Lines server) : IClassFixture<Lines>
{
    static readonly Delivery to = new Delivery.Users([1]);
    static readonly PersonView ann = new(1, "ann", "Ann", null, 1, null, null, null, true, true, DateTimeOffset.UnixEpoch);
    static readonly PersonView bob = new(2, "bob", "Bob", "Away", 1, "/avatars/1", null, null, true, true, DateTimeOffset.UnixEpoch);

    static readonly MessageView message = new(
        7, 5, 3, 4, ann, "Hello *there* @bob", DateTimeOffset.UnixEpoch, true, false, new QuoteView(6, 2, bob, "Hi", false, [], 2), [new ReactionView("👍", [new ReactorView(1, "Ann"), new ReactorView(2, "Bob")])],
        new Dictionary<string, int> { ["bob"] = 2 }, Guid.NewGuid(), null, null, "text", [], DateTimeOffset.UnixEpoch);

    static readonly CallView call = new(
        9, 5, 1, CallType.Video, CallStatus.Ringing, DateTimeOffset.UnixEpoch, null, null,
        [new CallParticipantView(ann, CallPresence.In, "a page", DateTimeOffset.UnixEpoch), new CallParticipantView(bob, CallPresence.Busy, null, null)], IsGroup: true, ChatName: "Hikers", Version: 3);

    internal static readonly Event[] Samples =
    [
        new MessagePosted(to, message),
        new MessageEdited(to, message),
        new MessageDeleted(to, message with { IsDeleted = true, Text = "" }),
        new ReactionsChanged(to, message),
        new ChatRead(to, 5, 2, 3, 7, 1, 4),
        new ChatAppeared(to, 5),
        new ChatDisappeared(to, 5, 2),
        new ChatChanged(to, 5, "Hikers", 4, 2, "/avatars/2"),
        new HistoryErased(to, 5, 3, 4, true, new PinnedMessages(1, message with { IsPinned = true })),
        new MemberAdded(to, 5, bob, 4),
        new MemberRemoved(to, 5, bob, 4),
        new PinsChanged(to, message with { IsPinned = true, Origin = new OriginView(2, "Bob") }, new PinnedMessages(1, message with { IsPinned = true })),
        new ListChanged(to, 5, new ChatSettings(true, false, true, false)),
        new DraftChanged(to, 5, new Draft(new Guid("11111111-1111-4111-8111-111111111111"), "Shall we", 7, 2)),
        new BlocksChanged(to, 1, "0123456789ab"),
        new PrivacyChanged(to, 1, true),
        new PersonTyping(to, 5, ann, true),
        new PresenceChanged(to, 1, Presence.Online),
        new CallStarted(to, call, ann) { IsQuiet = true },
        new CallAccepted(to, 9, bob),
        new CallRejected(to, 9, 2),
        new CallEnded(to, 9, 2),
        new CallChanged(to, call with { Status = CallStatus.Active, AnsweredAt = DateTimeOffset.UnixEpoch.AddSeconds(5) }),
        new Signalled(to, 1, "offer", """{"type":"offer", "offer":{"sdp":"v=0"}}""", 9),
        new SessionsEnded(to, []),
    ];

    // Of pages only: what programs are told is in the table below.
    static readonly string[] notDrawn =
    [
        nameof(CallAccepted), nameof(CallEnded), nameof(CallRejected), nameof(MemberAdded), nameof(MemberRemoved), nameof(SessionsEnded),
        nameof(Signalled),
    ];

    public static TheoryData<string, string> Drawings =>
        [.. from sample in Samples where Fragments.Draws(sample.GetType()) from language in Preferences.Languages select (sample.GetType().Name, language)];

    [Fact]
    public void Is_among_the_samples() => Assert.Equal(
        typeof(Event).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Event))).Select(type => type.Name).Order(),
        Samples.Select(sample => sample.GetType().Name).Order());

    [Fact]
    public void Is_drawn_but_for_those_that_pages_have_no_use_for() => Assert.Equal(
        notDrawn, Samples.Select(sample => sample.GetType()).Where(type => !Fragments.Draws(type)).Select(type => type.Name).Order());

    [Theory]
    [MemberData(nameof(Drawings))]
    public async Task Is_drawn_for_nobody_in_particular(string name, string language)
    {
        var sample = Samples.Single(sample => sample.GetType().Name == name);

        var html = await server.DoAsync((Fragments fragments) => fragments.RenderAsync(sample, language));

        Assert.StartsWith("<hx-partial", html.Trim());
        Assert.DoesNotContain("<form", html);
    }

    [Theory]
    [InlineData(nameof(MessagePosted), "new_message", 4)]
    [InlineData(nameof(MessageEdited), "message_updated", 4)]
    [InlineData(nameof(MessageDeleted), "message_deleted", 4, """{"id":7,"chat_id":5}""")]
    [InlineData(nameof(ReactionsChanged), "message_reaction", 4, """{"message_id":7,"chat_id":5,"reactions":[{"emoji":"\uD83D\uDC4D","count":2,"user_ids":[1,2]}]}""")]
    [InlineData(nameof(ChatRead), "message_read", null, """{"message_id":7,"user_id":2,"chat_id":5}""")]
    [InlineData(nameof(ChatAppeared), "chat_created", null)]
    [InlineData(nameof(ChatDisappeared), "participant_removed", null, """{"chat_id":5,"user_id":2,"user":null}""")]
    [InlineData(nameof(ChatChanged), "chat_updated", 4)]
    [InlineData(nameof(HistoryErased), "history_erased", 4, """{"chat_id":5,"first_sequence":3}""")]
    [InlineData(nameof(MemberAdded), "participant_added", 4)]
    [InlineData(nameof(MemberRemoved), "participant_removed", 4)]
    [InlineData(nameof(PinsChanged), "message_pinned", 4, """{"message_id":7,"chat_id":5,"is_pinned":true}""")]
    [InlineData(nameof(ListChanged), "chat_settings", null, """{"chat_id":5,"is_pinned":true,"is_muted":false,"is_archived":true,"is_marked_unread":false}""")]
    [InlineData(nameof(DraftChanged), "draft_updated", null, """{"chat_id":5,"id":"11111111-1111-4111-8111-111111111111","content":"Shall we","reply_to":7,"version":2}""")]
    [InlineData(nameof(BlocksChanged), null, null)]
    [InlineData(nameof(PrivacyChanged), null, null)]
    [InlineData(nameof(PersonTyping), "user_typing", null, """{"chat_id":5,"user_id":1,"is_typing":true,"username":"ann"}""")]
    [InlineData(nameof(PresenceChanged), "user_status", null, """{"user_id":1,"status":"online"}""")]
    [InlineData(nameof(CallStarted), "incoming_call", null)]
    [InlineData(nameof(CallAccepted), "call_accepted", null, """{"call_id":9,"user_id":2,"username":"bob"}""")]
    [InlineData(nameof(CallRejected), "call_rejected", null, """{"call_id":9,"user_id":2}""")]
    [InlineData(nameof(CallEnded), "call_ended", null, """{"call_id":9,"ended_by":2}""")]
    [InlineData(nameof(CallChanged), "call_updated", null, """{"call_id":9,"status":"active","participants":[{"user_id":1,"state":"in","party":"a page"},{"user_id":2,"state":"busy","party":null}]}""")]
    [InlineData(nameof(Signalled), "webrtc_signal", null, """{"from_user_id":1,"signal_type":"offer","signal":{"type":"offer", "offer":{"sdp":"v=0"}}}""")]
    [InlineData(nameof(SessionsEnded), null, null)]
    public async Task Is_told_to_programs(string name, string? type, int? revision, string? data = null)
    {
        var chat = await server.DirectAsync();
        var sample = Samples.Single(sample => sample.GetType().Name == name) switch
        {
            ChatAppeared appeared => appeared with { ChatId = chat },
            ChatChanged changed => changed with { ChatId = chat },
            // What does not ring is told to no program (HearingCalls).
            CallStarted started => started with { IsQuiet = false },
            var other => other,
        };

        var socketEvent = await server.DoAsync((SocketEvents events) => events.CreateAsync(sample, []));

        Assert.Equal((type, (long?)revision), (socketEvent?.Type, socketEvent?.Revision));
        if (data is not null)
        {
            Assert.EndsWith($$"""{"type":"{{type}}","data":{{data}}}""", Encoding.UTF8.GetString(socketEvent!.Frame(isV2: false)));
        }
    }

    [Theory]
    [InlineData(SystemMessage.Created)]
    [InlineData(SystemMessage.Added)]
    [InlineData(SystemMessage.Removed)]
    [InlineData(SystemMessage.Left)]
    [InlineData(SystemMessage.Joined)]
    [InlineData(SystemMessage.Renamed)]
    [InlineData(SystemMessage.MissedCall, "audio")]
    [InlineData(SystemMessage.MissedCall, "video")]
    [InlineData(SystemMessage.Called, "audio 7")]
    [InlineData(SystemMessage.Called, "video 761")]
    public async Task Of_a_system_line_is_told_in_the_readers_language(SystemMessage systemMessage, string text = "Hikers")
    {
        var told = new MessagePosted(to, message with { Notice = systemMessage, Subject = text == "Hikers" ? bob : null, Text = text, Quote = null });

        var english = await server.DoAsync((Fragments fragments) => fragments.RenderAsync(told, "en"));
        var russian = await server.DoAsync((Fragments fragments) => fragments.RenderAsync(told, "ru"));

        Assert.NotEqual(Drawn.In(english).Single().Text, Drawn.In(russian).Single().Text);
        Assert.Matches(@"\p{IsCyrillic}", Drawn.In(russian).Single().Text);
    }
}
