namespace Messenger.Domain;

/// <summary>
/// A message of one node to the others. It holds one of its parts; what an older node does not know it passes over.
/// </summary>
/// <param name="Node">Who tells it: whoever hears themselves has known it before.</param>
public sealed record NodeMessage(int Version, Guid Node)
{
    /// <summary>Moves when an older node would understand something wrongly; another property or another event does not.</summary>
    public const int Newest = 1;

    public Event? Happened { get; init; }

    /// <summary>A chat of which something too long to be sent has changed: the database has it.</summary>
    public int? ChangedChat { get; init; }

    public PeopleHere? Here { get; init; }

    /// <summary>What that node is called, said now and then.</summary>
    public string? Name { get; init; }

    /// <summary>Said by a node that comes: it knows of nobody yet.</summary>
    public bool Asks { get; init; }
}

/// <summary>The people who have a connection at a node, or have lost the last one there.</summary>
/// <param name="IsAll">Whoever it does not name has none.</param>
/// <param name="Looking">Who looks at a chat, by the chat.</param>
public sealed record PeopleHere(
    bool IsAll, IReadOnlyList<int> Online, IReadOnlyList<int> Away, IReadOnlyList<int> Gone, IReadOnlyDictionary<int, IReadOnlyList<int>> Looking);
