namespace Messenger.Domain;

/// <summary>The result of an attempt to number and insert a message.</summary>
public enum SendResult
{
    /// <summary>It is committed, and the message has its id, sequence and revision.</summary>
    Committed,

    /// <summary>The sender has used this client id before.</summary>
    Duplicate,

    /// <summary>Somebody joined or left since the sender was checked: check again.</summary>
    MembershipChanged,

    /// <summary>What it answers was erased since the sender was checked: check again.</summary>
    QuoteGone,
}

/// <summary>
/// Numbers and inserts messages, moves their senders' read marks and the last mention of whom they mention, ends the drafts that they were, and announces each once it is on disk,
/// one message of a chat after the other in the order of their numbers. The two databases do it in ways of their own.
/// </summary>
/// <remarks>
/// The rule is written three times, for speed in SQL: <see cref="SqliteMessageInsert"/> and <see cref="PostgresMessageInsert"/> for many
/// messages at once, <see cref="FileMessageWriter"/> for one with files, by <see cref="Chat.Number"/>,
/// <see cref="Membership.ReadAll"/>, <see cref="Membership.EndDraft"/> and <see cref="LastMentions"/>.
/// </remarks>
public interface IMessageWriter
{
    /// <summary>Returns when it is on disk and announced, or why it was not sent.</summary>
    Task<SendResult> SendAsync(OutgoingMessage outgoing);
}
