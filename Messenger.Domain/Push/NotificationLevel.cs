namespace Messenger.Domain;

/// <summary>
/// The level of a chat for one of its members: what of it is worth a notification. A muted chat is silent, but for what names me
/// or answers me; with <see cref="None"/> for that as well.
/// </summary>
public enum NotificationLevel
{
    All,

    /// <summary>Messages that name me or everybody, answers to mine, and calls.</summary>
    Mentions,

    None,
}

/// <summary>The way a chat makes itself heard to one of its members.</summary>
/// <param name="MutedUntil">Null when it is not muted, or for good.</param>
public sealed record ChatNotifications(NotificationLevel Level, bool IsMuted, DateTimeOffset? MutedUntil);
