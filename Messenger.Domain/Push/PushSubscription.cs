namespace Messenger.Domain;

/// <summary>
/// The subscription of one browser: where it is reached while no page of ours is open (RFC 8030). It belongs to the session that
/// made it, and ends with that.
/// </summary>
public sealed class PushSubscription
{
    public const int EndpointLimit = 1000, KeyBytes = 65, SecretBytes = 16;

    public Guid SessionId { get; init; }

    public Session Session { get; init; } = null!;

    public int UserId { get; init; }

    /// <summary>An address of the browser's push service: whoever knows it, and our key, can reach the browser.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The browser's public key, a point of P-256 (RFC 8291, p256dh).</summary>
    public required byte[] Key { get; init; }

    /// <summary>What only the browser and we know (RFC 8291, auth).</summary>
    public required byte[] Secret { get; init; }

    /// <summary>Whether notifications on this device say who writes, and what.</summary>
    public bool ShowsNames { get; set; }

    public bool ShowsText { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}
