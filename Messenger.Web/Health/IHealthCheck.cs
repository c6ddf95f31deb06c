namespace Messenger.Web;

/// <summary>The degrees of how well one thing is that a messenger needs.</summary>
public enum HealthState
{
    Well,

    /// <summary>Nobody has looked, or could.</summary>
    Unknown,

    /// <summary>It goes on, and somebody should do something.</summary>
    Doubtful,
    Broken,
}

/// <summary>The finding of a look.</summary>
/// <param name="Says">What it means and what to do, in the reader's language.</param>
public sealed record HealthFinding(HealthState State, string Says);

/// <summary>Looks at one thing that a messenger needs, for its admin.</summary>
public interface IHealthCheck
{
    /// <summary>Of what is looked at.</summary>
    string Icon { get; }

    /// <summary>In the reader's language.</summary>
    string Name { get; }

    /// <summary>May fail and may hang: nobody waits for longer than until it is late.</summary>
    Task<HealthFinding> LookAsync(CancellationToken late);
}
