namespace Messenger.Domain;

/// <summary>The kind of a notification: what it tells.</summary>
public enum PushKind
{
    Messages,

    /// <summary>Somebody named me, or answered me, where I hear of nothing else: by the level, or because it is muted.</summary>
    Mention,

    Ringing,

    /// <summary>I answered with another device.</summary>
    AnsweredElsewhere,

    /// <summary>Others are in it already, or I declined with another device.</summary>
    RingsNoMore,

    MissedCall,

    Test,
}

/// <summary>One notification: what it tells, and nothing of who said what.</summary>
/// <param name="Count">How much is unread in the chat.</param>
/// <param name="CallId">Of a call; 0 otherwise.</param>
public sealed record PushContent(PushKind Kind, int ChatId, int Count = 0, int CallId = 0);

/// <summary>A notification and the browser that is to show it.</summary>
/// <param name="Asks">Whether the browser is to ask for names or texts.</param>
public sealed record Push(Guid SessionId, int UserId, string Endpoint, byte[] Key, byte[] Secret, bool Asks, string Language, PushContent Content);

/// <summary>The payload of a job that notifies of messages.</summary>
/// <param name="From">The first of them.</param>
/// <param name="Only">The one session that it failed for before; null: everybody.</param>
public sealed record MessagePushes(int ChatId, int From, Guid? Only = null);

/// <summary>The payload of a job that notifies of a call.</summary>
/// <param name="OnlyUser">Whom alone it concerns.</param>
public sealed record CallPushes(int CallId, bool IsRing, int? OnlyUser = null, Guid? Only = null);
