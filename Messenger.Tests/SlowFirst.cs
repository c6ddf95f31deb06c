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
        nameof(KilledServer), nameof(EveryEndpoint), nameof(KeptBytes), nameof(EndingSockets), nameof(EveryDoor), nameof(SealingBackups), nameof(AskedToEnd),
        nameof(BeingAtSeveralNodes), nameof(RestoringBackups), nameof(CleaningPictures), nameof(FaultRun), nameof(BeingNotified), nameof(OnlyByPost),
        nameof(TalkingThroughRedis), nameof(MailOverTls), nameof(NotYoursToSee), nameof(PushingThroughAService), nameof(TwoNodesBehindCaddy),
        nameof(SendingRubbish), nameof(ToldLogs), nameof(SayingTooMuch), nameof(SeveralNodes), nameof(GatheringLookups), nameof(BackupsByCommand),
        nameof(OpeningPagesAgain), nameof(StartingAndResting), nameof(TheEndlessPage), nameof(AskingTooOften), nameof(GeneratedFrames),
        nameof(KilledBeforeSending), nameof(TwoDevices), nameof(ACutAnswer),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(one => Array.FindIndex(slow, name => one.TestCollectionDisplayName.Contains(name)) is >= 0 and var place ? place : slow.Length)];
}
