using System.Text;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>As they will travel between nodes.</summary>
[RunsOnce]
public sealed class WritingEvents
{
    static readonly Delivery members = new Delivery.Members(5, 3, Except: 2);

    static readonly MessageView message = EveryEvent.Samples.OfType<MessagePosted>().Single().Message;

    // What the samples leave out: other hearers, files, and everything that may be missing.
    static readonly Event[] rarer =
    [
        new MessagePosted(members, message with { Text = "Привет, <b>👋</b> & \"co\"\n\u0001", ClientId = null, Quote = null, IsRepeated = true, At = DateTimeOffset.UnixEpoch.AddTicks(10) }),
        new MessagePosted(members, message with { Notice = SystemMessage.Renamed, Subject = message.Author, Mentions = new Dictionary<string, int>() }),
        new MessageEdited(members with { }, message with { Attachments = [File(FileKind.Image, 640, null), File(FileKind.Audio, null, 2.5), File(FileKind.Document, null, null)], Type = "image" }),
        new ReactionsChanged(new Delivery.Members(5, 3), message with { Reactions = [] }),
        new PinsChanged(members, message, new PinnedMessages(0, null)),
        new ListChanged(members),
        new ChatChanged(members, 5, null, long.MaxValue, 2, null),
        new CallStarted(members, new CallView(9, 5, 1, CallType.Audio, CallStatus.Missed, DateTimeOffset.UnixEpoch, null, DateTimeOffset.UnixEpoch.AddHours(1), [], IsGroup: false, ChatName: null, Version: 3), message.Author),
        new CallEnded(members, 9, 2, Guid.NewGuid()),
        new Signalled(members, 1, "answer", "{}", 9, "from", "to"),
        new SessionsEnded(new Delivery.Users([]), [Guid.NewGuid(), Guid.NewGuid()]),
    ];

    [Fact]
    public void Reading_them_gives_the_same_event_and_writing_that_the_same_bytes() => Assert.All(EveryEvent.Samples.Concat(rarer), happened =>
    {
        var written = EventEnvelope.Write(happened);

        var read = EventEnvelope.Read(written);

        Assert.Equal(happened.GetType(), read?.GetType());
        Assert.Equivalent(happened, read, strict: true);
        Assert.Equal(written, EventEnvelope.Write(read!));
    });

    [Fact]
    public void Names_are_those_of_the_types_and_texts_are_legible() => Assert.Equal(
        """{"event":"ChatChanged","ChatId":5,"Name":"Пешком","Revision":4,"MemberCount":2,"To":{"to":"Members","ChatId":5,"Version":3,"Except":2}}""",
        Encoding.UTF8.GetString(EventEnvelope.Write(new ChatChanged(members, 5, "Пешком", 4, 2, null))));

    [Fact]
    public void Who_is_mentioned_is_found_however_they_are_written() => Assert.All(EveryEvent.Samples.OfType<MessagePosted>(), posted =>
        Assert.Equal(2, Assert.IsType<MessagePosted>(EventEnvelope.Read(EventEnvelope.Write(posted))).Message.Mentions["BOB"]));

    [Fact]
    public void Times_stay_UTC() => Assert.Equal(
        TimeSpan.Zero, Assert.IsType<MessagePosted>(EventEnvelope.Read(EventEnvelope.Write(EveryEvent.Samples[0]))).Message.At.Offset);

    [Theory]
    [InlineData("an event of a newer node", """{"event":"MessageShouted","To":{"to":"Users","Ids":[1]},"Volume":11}""")]
    [InlineData("hearers of a newer node", """{"event":"ListChanged","To":{"to":"Everybody"}}""")]
    [InlineData("a state of a newer node", """{"event":"PresenceChanged","To":{"to":"Users","Ids":[1]},"UserId":1,"Presence":"Asleep"}""")]
    [InlineData("no event", """{"To":{"to":"Users","Ids":[1]}}""")]
    [InlineData("a list", "[]")]
    [InlineData("half of it", """{"event":"ListChanged","To":{"to":"Us""")]
    [InlineData("nothing", "")]
    public void What_this_version_cannot_read_is_nothing(string what, string written)
    {
        Assert.NotEmpty(what);

        Assert.Null(EventEnvelope.Read(Encoding.UTF8.GetBytes(written)));
    }

    [Fact]
    public void What_a_newer_node_says_beyond_that_is_not_in_the_way() => Assert.Equal(
        5, Assert.IsType<ChatAppeared>(EventEnvelope.Read("""{"event":"ChatAppeared","To":{"to":"Users","Ids":[1]},"ChatId":5,"Colour":"red"}"""u8)).ChatId);

    static Attachment File(FileKind kind, int? width, double? duration) =>
        new(3, Guid.NewGuid(), "photo.jpg", kind, "image/jpeg", 1L << 40, width, width, duration, width is not null);
}
