namespace Messenger.Domain;

/// <summary>The row that says which node does something that only one does, and until when unless it says so again.</summary>
public sealed class Lease
{
    public const int NameLimit = 50;

    /// <summary>What is done.</summary>
    public required string Name { get; init; }

    public Guid Holder { get; set; }

    public DateTimeOffset Until { get; set; }
}
