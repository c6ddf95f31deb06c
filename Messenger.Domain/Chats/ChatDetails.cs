namespace Messenger.Domain;

/// <summary>A chat with everybody in it, as a program asks for it. The pages never need this much.</summary>
/// <param name="LastReadId">The message at my read mark.</param>
/// <param name="FirstSequence">The number of the first message that is kept.</param>
public sealed record ChatDetails(
    int Id, string? Name, bool IsGroup, string? Avatar, int CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    IReadOnlyList<PersonView> People, MessageView? Last, int Unread, int? LastReadId, int LastSequence, long Revision, ChatSettings Settings, bool HasUnreadMention, int FirstSequence)
{
    /// <summary>Who has read the last message; nobody where the chat is read for nobody in particular.</summary>
    public IReadOnlyList<ReadReceiptView> LastReaders { get; init; } = [];
}
