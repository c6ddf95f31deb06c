namespace Messenger.Domain;

/// <summary>The one row about this database itself.</summary>
public sealed class Installation
{
    /// <summary>Moves when <see cref="SearchText"/> or <see cref="Lookalikes"/> fold otherwise: the next start then folds all names anew.</summary>
    public const int NewestFolding = 1;

    public int Id { get; init; }

    /// <summary>Renewed when a backup is restored: revisions of another epoch mean nothing, so clients reload.</summary>
    public Guid Epoch { get; set; }

    /// <summary>Counts the changes of how people are seen, so that what is kept of them is known to be old.</summary>
    public int PeopleVersion { get; set; }

    /// <summary>How the names here are folded.</summary>
    public int Folding { get; set; }

    /// <summary>What says to push services that it is us (RFC 8292): a private key of P-256 (PKCS #8), the same for all nodes and after a backup is restored.</summary>
    public byte[]? PushKey { get; set; }
}
