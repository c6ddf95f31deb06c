namespace Messenger.Domain;

/// <summary>A person as they see themselves.</summary>
public sealed record OwnView(PersonView Person, string Email, string? Phone);
