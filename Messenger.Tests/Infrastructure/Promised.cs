namespace Messenger.Tests;

/// <summary>Times that are promised to people, each with what a busy machine may add and still less than if the promise were broken.</summary>
public static class Promised
{
    /// <summary>Two seconds until "not now", and less than two time-outs in a row.</summary>
    public static readonly TimeSpan Sorry = TimeSpan.FromSeconds(2 + 0.6);

    /// <summary>Five seconds until whatever a session opened is closed. Without us it is closed after 30, when nobody answers a ping.</summary>
    public static readonly TimeSpan Close = TimeSpan.FromSeconds(5 + 15);

    /// <summary>30 seconds from SIGTERM to the end.</summary>
    public static readonly TimeSpan End = TimeSpan.FromSeconds(30 + 10);
}
