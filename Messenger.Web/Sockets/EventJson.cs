using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messenger.Web;

public sealed record MessageDeletedJson(int Id, int ChatId);

public sealed record MessageReactionJson(int MessageId, int ChatId, IReadOnlyList<ReactionJson> Reactions);

public sealed record MessagePinnedJson(int MessageId, int ChatId, bool IsPinned);

/// <param name="FirstSequence">What the chat has before this number is erased for everybody.</param>
public sealed record HistoryErasedJson(int ChatId, int FirstSequence);

/// <summary>The settings of a chat for the person themselves, told to their own devices.</summary>
public sealed record ChatSettingsJson(int ChatId, bool IsPinned, bool IsMuted, bool IsArchived, bool IsMarkedUnread);

/// <summary>
/// The draft that the person has begun to write in a chat, told to their own devices; see <see cref="DraftJson"/>.
/// </summary>
public sealed record DraftUpdatedJson(int ChatId, Guid? Id, string? Content, int? ReplyTo, int Version);

/// <param name="MessageId">Everything up to it in its chat is read.</param>
public sealed record MessageReadJson(int MessageId, int UserId, int ChatId);

public sealed record UserTypingJson(int ChatId, int UserId, bool IsTyping, string Username);

/// <param name="Status">online, away or offline.</param>
public sealed record UserStatusJson(int UserId, string Status);

/// <summary>A chat as anybody in it sees it: without what is each reader's own.</summary>
/// <param name="Participants">The first hundred.</param>
public sealed record ChatUpdatedJson(
    int Id, string? Name, bool IsGroup, string? Avatar, int CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    IReadOnlyList<UserJson> Participants, int LastSequence, long Revision);

/// <param name="User">Null where it is the reader who is gone from the chat.</param>
public sealed record ParticipantJson(int ChatId, int UserId, UserJson? User);

/// <param name="Id">The same as <paramref name="CallId"/>: clients of old read this one.</param>
public sealed record IncomingCallJson(int CallId, int Id, int ChatId, int InitiatorId, string CallType, UserJson Initiator);

public sealed record CallAcceptedJson(int CallId, int UserId, string Username);

public sealed record CallRejectedJson(int CallId, int UserId);

public sealed record CallEndedJson(int CallId, int EndedBy);

/// <summary>The state of a call now; whoever is in its chat and not listed is rung while it rings.</summary>
/// <param name="Status">ringing, active, ended, missed or rejected.</param>
public sealed record CallUpdatedJson(int CallId, string Status, IReadOnlyList<CallParticipantJson> Participants);

/// <param name="State">in, left, declined, or busy: in another call when this one began to ring.</param>
/// <param name="Party">The page they are in it with; null for programs.</param>
public sealed record CallParticipantJson(int UserId, string State, string? Party);

/// <param name="Signal">The sender's data, unchanged.</param>
public sealed record SignalJson(int FromUserId, string SignalType, [property: JsonConverter(typeof(RawJsonConverter))] string Signal);

/// <summary>The answer to a message sent through the socket: it is committed.</summary>
public sealed record MessageAcceptedJson(Guid? ClientId, int Id, int Sequence);

/// <param name="Detail">A sentence for people.</param>
/// <param name="For">The type of the frame it is about, where it has one.</param>
public sealed record ErrorJson(string Code, string Detail, string? For);

/// <summary>Writes JSON that came as text, as it came.</summary>
sealed class RawJsonConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter json, string text, JsonSerializerOptions options) => json.WriteRawValue(text, skipInputValidation: true);
}
