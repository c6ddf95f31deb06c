namespace Messenger.Domain;

/// <summary>Who is asking, through which session, and how they like things to look.</summary>
public sealed record Me(int Id, Guid SessionId, string Username, string? FullName, string Email, string? Status, string? Phone, string? Avatar, bool IsAdmin, Look Look)
{
    public string Name => FullName ?? Username;
}
