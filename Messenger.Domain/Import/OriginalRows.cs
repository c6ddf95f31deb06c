namespace Messenger.Domain;

/// <summary>A person as the original Messenger has them.</summary>
sealed record OriginalUser(
    int Id, string Email, string Username, string? HashedPassword, string? FullName, string? PhoneNumber, string? Avatar, string? Status,
    bool IsActive, bool IsEmailVerified, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>A chat of the original, with who is in it, each once.</summary>
sealed record OriginalChat(int Id, string? Name, bool IsGroup, string? Avatar, int? CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public SortedSet<int> People { get; init; } = [];

    /// <summary>Three are no pair, whatever it is called there.</summary>
    public bool IsDirect => !IsGroup && People.Count is (1 or 2);
}

sealed record OriginalMessage(
    int Id, int? SenderId, string Content, string? FileUrl, int? ReplyTo, bool IsEdited, bool IsDeleted, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

sealed record OriginalCall(int Id, int ChatId, int? InitiatorId, string CallType, string Status, DateTimeOffset StartedAt, DateTimeOffset? EndedAt);

/// <param name="UserId">0, which is nobody's id, where the original has none; so are the others.</param>
sealed record OriginalReaction(int Id, int MessageId, int UserId, string Emoji);

sealed record OriginalRead(int Id, int MessageId, int UserId, DateTimeOffset ReadAt);
