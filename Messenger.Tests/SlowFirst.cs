using Xunit.Sdk;
using Xunit.v3;

// Much of a test is waiting: for a disk, a process, a silence.
[assembly: Parallelization(MaxThreads = 4)]
[assembly: TestCollectionOrderer(typeof(Messenger.Tests.SlowFirst))]

namespace Messenger.Tests;

/// <summary>Those that take a minute begin first, so that nobody waits for them at the end.</summary>
public sealed class SlowFirst : ITestCollectionOrderer
{
    static readonly string[] slow =
    [
        nameof(GeneratedFrames), nameof(KilledServer), nameof(EndingSockets), nameof(GatheringLookups), nameof(KeptBytes), nameof(StartingAndResting), nameof(TheEndlessPage),
        nameof(TwoNodesBehindCaddy),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderByDescending(one => slow.Any(one.TestCollectionDisplayName.Contains))];
}
