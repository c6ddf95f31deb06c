namespace Messenger.Web;

/// <summary>
/// The stage that the end of this node has come to: first it is only not ready any more, then nobody is let stay.
/// </summary>
public sealed class DrainState(TimeProvider time)
{
    // Of proxies that look each second to each few seconds; one that looks less often would not notice in time anyway.
    static readonly TimeSpan recent = TimeSpan.FromSeconds(15);

    long? askedAt;

    /// <summary>From now on this node is not ready, and does all it did before.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>From now on whatever is opened to stay open is closed at once.</summary>
    public bool IsClosing { get; private set; }

    /// <summary>Somebody sends people here as long as we are ready, and is to notice that we are not.</summary>
    public bool IsWatched => askedAt is { } at && time.GetElapsedTime(at) < recent;

    public void Asked() => askedAt = time.GetTimestamp();

    public void Begin() => HasBegun = true;

    public void Close() => (HasBegun, IsClosing) = (true, true);
}
