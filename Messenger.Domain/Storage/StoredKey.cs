namespace Messenger.Domain;

/// <summary>A secret of this messenger that all its nodes need: whoever has the database has it, and nobody else.</summary>
public sealed class StoredKey
{
    public const int PurposeLimit = 16, NameLimit = 100;

    /// <summary>What it is for, such as cookies.</summary>
    public required string Purpose { get; init; }

    /// <summary>Tells it from others for the same.</summary>
    public required string Name { get; init; }

    public required byte[] Value { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
