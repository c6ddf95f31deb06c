namespace Messenger.Domain;

/// <summary>The kind of a system line: what it tells; its words are the reader's, so they are chosen where it is shown.</summary>
public enum SystemMessage
{
    Created,
    Added,
    Removed,
    Left,
    Renamed,

    /// <summary>Nobody came: it counts as unread, like a message of who called. The text is a <see cref="CallLine"/>, as in the next.</summary>
    MissedCall,

    Called,

    /// <summary>By an invitation, without being added by anybody.</summary>
    Joined,
}
