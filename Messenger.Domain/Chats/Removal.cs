namespace Messenger.Domain;

/// <summary>
/// A person whom an admin removed from a group, kept once the line that says so is erased: no address brings them back even then.
/// </summary>
public sealed class Removal
{
    public int ChatId { get; init; }

    public int UserId { get; init; }
}
