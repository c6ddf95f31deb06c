using System.Text.Json.Serialization;

namespace Messenger.Domain;

/// <summary>A call as everybody in its chat may see it.</summary>
/// <param name="AnsweredAt">When the first one answered.</param>
/// <param name="Participants">Who joined, declined or was busy, who called among them. Whoever else is in the chat is rung while it rings.</param>
/// <param name="ChatName">Of a group that has one.</param>
/// <param name="Version">Of two views of a call the one with the higher number is newer.</param>
public sealed record CallView(
    int Id, int ChatId, int InitiatorId, CallType Type, CallStatus Status, DateTimeOffset StartedAt, DateTimeOffset? AnsweredAt, DateTimeOffset? EndedAt,
    IReadOnlyList<CallParticipantView> Participants, bool IsGroup, string? ChatName, int Version)
{
    /// <summary>Null for calls from before there were participants.</summary>
    [JsonIgnore]
    public PersonView? Initiator => Participants.FirstOrDefault(one => one.Person.Id == InitiatorId)?.Person;

    /// <summary>After this it rings no more.</summary>
    [JsonIgnore]
    public DateTimeOffset RingsUntil => StartedAt + Call.RingsFor;

    public bool IsLive => Status is CallStatus.Ringing or CallStatus.Active;

    /// <summary>How it stands for somebody of its chat.</summary>
    public CallPresence PresenceOf(int userId) =>
        Participants.FirstOrDefault(participant => participant.Person.Id == userId)?.State ?? CallPresence.Ringing;

    /// <summary>Whether it rings for somebody of its chat, if quietly: in a group also while the first ones talk already.</summary>
    public bool RingsFor(int userId, DateTimeOffset now) => IsLive && now < RingsUntil && PresenceOf(userId) is CallPresence.Ringing or CallPresence.Busy;

    public static CallView From(Call call) => new(
        call.Id, call.ChatId, call.InitiatorId, call.CallType, call.Status, call.StartedAt, call.AnsweredAt, call.EndedAt,
        [.. call.Participants.OrderBy(one => one.UserId != call.InitiatorId).ThenBy(one => one.UserId)
            .Select(one => new CallParticipantView(PersonView.From(one.User), one.Presence, one.Party, one.JoinedAt))], call.Chat.IsGroup, call.Chat.Name, call.Version);
}

/// <param name="Party">The page or device they are in it with; null for programs of the API.</param>
/// <param name="JoinedAt">With that party. Of two pages the later one makes the offer.</param>
public sealed record CallParticipantView(PersonView Person, CallPresence State, string? Party, DateTimeOffset? JoinedAt);

/// <summary>A call with its chat as one of its members sees it, for lists.</summary>
public sealed record CallEntry(CallView Call, ChatView Chat);
