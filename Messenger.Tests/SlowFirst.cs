using Xunit.Sdk;
using Xunit.v3;

// Much of a test is waiting: for a disk, a process, a silence.
[assembly: Parallelization(MaxThreads = 4)]
[assembly: TestCollectionOrderer(typeof(Messenger.Tests.SlowFirst))]

namespace Messenger.Tests;

/// <summary>Those that take a minute begin first, so that nobody waits for them at the end.</summary>
public sealed class SlowFirst : ITestCollectionOrderer
{
    // The slowest first.
    static readonly string[] slow =
    [
        nameof(KilledServer), nameof(EveryEndpoint), nameof(FaultRun), nameof(KeptBytes), nameof(EveryDoor), nameof(BeingNotified), nameof(TwoNodesBehindCaddy), nameof(EndingSockets),
        nameof(TalkingThroughRedis), nameof(KilledBeforeSending), nameof(MailOverTls), nameof(TwoDevices), nameof(OpeningPagesAgain), nameof(GatheringLookups), nameof(SeveralNodes),
        nameof(BeingAtSeveralNodes), nameof(ACutAnswer), nameof(StartingAndResting), nameof(TheEndlessPage), nameof(GeneratedFrames),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(one => Array.FindIndex(slow, name => one.TestCollectionDisplayName.Contains(name)) is >= 0 and var place ? place : slow.Length)];
}
