namespace Messenger.Domain;

/// <summary>What a system line tells; its words are the reader's, so they are chosen where it is shown.</summary>
public enum SystemMessage
{
    Created,
    Added,
    Removed,
    Left,
    Renamed,
}
