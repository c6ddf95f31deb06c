using System.Text.Json.Serialization;

namespace Messenger.Domain;

/// <summary>
/// The people who are to hear an event: some by id, or whoever is in a chat at that version of its members or a later one.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "to")]
[JsonDerivedType(typeof(Delivery.Users), nameof(Delivery.Users))]
[JsonDerivedType(typeof(Delivery.Members), nameof(Delivery.Members))]
public abstract record Delivery
{
    public sealed record Users(IReadOnlyList<int> Ids) : Delivery;

    public sealed record Members(int ChatId, int Version, int? Except = null) : Delivery;
}

/// <summary>Something that has happened and is committed. It is a hint: the database is the truth.</summary>
/// <remarks>The names are those other nodes know (<see cref="EventEnvelope"/>).</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(MessagePosted), nameof(MessagePosted))]
[JsonDerivedType(typeof(MessageEdited), nameof(MessageEdited))]
[JsonDerivedType(typeof(MessageDeleted), nameof(MessageDeleted))]
[JsonDerivedType(typeof(ReactionsChanged), nameof(ReactionsChanged))]
[JsonDerivedType(typeof(PinsChanged), nameof(PinsChanged))]
[JsonDerivedType(typeof(ChatRead), nameof(ChatRead))]
[JsonDerivedType(typeof(ChatAppeared), nameof(ChatAppeared))]
[JsonDerivedType(typeof(ChatDisappeared), nameof(ChatDisappeared))]
[JsonDerivedType(typeof(ChatChanged), nameof(ChatChanged))]
[JsonDerivedType(typeof(HistoryErased), nameof(HistoryErased))]
[JsonDerivedType(typeof(MemberAdded), nameof(MemberAdded))]
[JsonDerivedType(typeof(MemberRemoved), nameof(MemberRemoved))]
[JsonDerivedType(typeof(ListChanged), nameof(ListChanged))]
[JsonDerivedType(typeof(DraftChanged), nameof(DraftChanged))]
[JsonDerivedType(typeof(BlocksChanged), nameof(BlocksChanged))]
[JsonDerivedType(typeof(PrivacyChanged), nameof(PrivacyChanged))]
[JsonDerivedType(typeof(PersonTyping), nameof(PersonTyping))]
[JsonDerivedType(typeof(PresenceChanged), nameof(PresenceChanged))]
[JsonDerivedType(typeof(CallStarted), nameof(CallStarted))]
[JsonDerivedType(typeof(CallAccepted), nameof(CallAccepted))]
[JsonDerivedType(typeof(CallRejected), nameof(CallRejected))]
[JsonDerivedType(typeof(CallEnded), nameof(CallEnded))]
[JsonDerivedType(typeof(CallChanged), nameof(CallChanged))]
[JsonDerivedType(typeof(Signalled), nameof(Signalled))]
[JsonDerivedType(typeof(SessionsEnded), nameof(SessionsEnded))]
public abstract record Event(Delivery To);

public sealed record MessagePosted(Delivery To, MessageView Message) : Event(To);

public sealed record MessageEdited(Delivery To, MessageView Message) : Event(To);

public sealed record MessageDeleted(Delivery To, MessageView Message) : Event(To);

public sealed record ReactionsChanged(Delivery To, MessageView Message) : Event(To);

/// <summary>
/// The event that a message was pinned or is so no longer. Where it was deleted that has told the revision already.
/// </summary>
public sealed record PinsChanged(Delivery To, MessageView Message, PinnedMessages Pinned) : Event(To);

/// <summary>
/// The event that somebody has read on in a chat, told to the authors of what was read and to the reader's other devices.
/// </summary>
/// <param name="Uncounted">How many beyond the mark were nothing to be read when the chat was at <paramref name="Revision"/>.</param>
public sealed record ChatRead(Delivery To, int ChatId, int ReaderId, int Sequence, int MessageId, int Uncounted, long Revision) : Event(To);

/// <summary>
/// The event that a chat is new to these people: they created it, joined it, were added, or somebody started it with them.
/// </summary>
public sealed record ChatAppeared(Delivery To, int ChatId) : Event(To);

/// <summary>The event that a chat is gone for somebody: they left or were removed.</summary>
public sealed record ChatDisappeared(Delivery To, int ChatId, int UserId) : Event(To);

/// <summary>The event that the name, the picture or the members of a group changed.</summary>
public sealed record ChatChanged(Delivery To, int ChatId, string? Name, long Revision, int MemberCount, string? Avatar) : Event(To);

/// <summary>The event that a chat begins later than before: what was older is erased for everybody.</summary>
/// <param name="FirstSequence">Of the first message that is kept.</param>
/// <param name="ChangesLists">The last line of it was erased, or something that somebody had not read.</param>
/// <param name="Pinned">What is pinned now; null where none of what is gone was.</param>
public sealed record HistoryErased(Delivery To, int ChatId, int FirstSequence, long Revision, bool ChangesLists, PinnedMessages? Pinned) : Event(To);

/// <summary>
/// The event that somebody joined, as the others in the chat hear it. It takes no revision of its own: the change does.
/// </summary>
public sealed record MemberAdded(Delivery To, int ChatId, PersonView Person, long Revision) : Event(To);

/// <summary>The event that somebody left or was removed, as those who stay hear it.</summary>
public sealed record MemberRemoved(Delivery To, int ChatId, PersonView Person, long Revision) : Event(To);

/// <summary>
/// The event that something only these people see changed: a pin, a mute, the archive, their profile, or how somebody is seen in
/// their lists.
/// </summary>
/// <param name="ChatId">Of the chat it is about, and how that is for them now; null where it is about none.</param>
public sealed record ListChanged(Delivery To, int? ChatId = null, ChatSettings? Settings = null) : Event(To);

/// <summary>
/// The event that a draft changed: what one person has begun to write in a chat, as it is now; only they hear of it.
/// </summary>
public sealed record DraftChanged(Delivery To, int ChatId, Draft Draft) : Event(To);

/// <summary>The event that somebody has blocked others than before, which their own pages show.</summary>
/// <param name="Mark">What their style sheet is called by now (<see cref="BlockedPeople.Mark"/>).</param>
public sealed record BlocksChanged(Delivery To, int UserId, string Mark) : Event(To);

/// <summary>
/// The event that somebody hides that they are here, or what they have read, or does so no longer: the nodes that hold their
/// lines have to know.
/// </summary>
public sealed record PrivacyChanged(Delivery To, int UserId, bool HidesPresence) : Event(To);

public sealed record PersonTyping(Delivery To, int ChatId, PersonView Person, bool IsTyping) : Event(To);

public sealed record PresenceChanged(Delivery To, int UserId, Presence Presence) : Event(To);

/// <summary>The event that a call rings for these people.</summary>
public sealed record CallStarted(Delivery To, CallView Call, PersonView Initiator) : Event(To)
{
    /// <summary>They are in another call, or one of them and the caller has blocked the other: it is shown, and does not ring over their talk.</summary>
    public bool IsQuiet { get; init; }
}

/// <param name="Session">Through which they did it; so it is in the next two.</param>
public sealed record CallAccepted(Delivery To, int CallId, PersonView By, Guid? Session = null) : Event(To);

public sealed record CallRejected(Delivery To, int CallId, int ById, Guid? Session = null) : Event(To);

/// <summary>
/// The event that a call is over for these people, also told to those for whom it only rang, and to the devices of who declined.
/// </summary>
public sealed record CallEnded(Delivery To, int CallId, int ById, Guid? Session = null) : Event(To);

/// <summary>
/// The event that somebody joined a call, left or declined, or that it is over: how it stands now, the whole of it, so that
/// whoever missed one needs only the next.
/// </summary>
public sealed record CallChanged(Delivery To, CallView Call) : Event(To);

/// <summary>The event of a signal from one program in a call to another's, as it came.</summary>
/// <param name="FromParty">The page it comes from, if that said so.</param>
/// <param name="ToParty">The page it is for; null: whatever the person has.</param>
public sealed record Signalled(Delivery To, int FromId, string Type, string Signal, int CallId, string? FromParty = null, string? ToParty = null) : Event(To);

/// <summary>The event that sessions have ended: what they hold open is to be closed.</summary>
public sealed record SessionsEnded(Delivery To, IReadOnlyList<Guid> SessionIds) : Event(To);
