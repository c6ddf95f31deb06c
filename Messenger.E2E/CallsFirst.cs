using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Messenger.E2E.CallsFirst))]

namespace Messenger.E2E;

/// <summary>Stories of calls run one after the other, so they begin first, and nobody waits for them at the end.</summary>
public sealed class CallsFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderByDescending(one => one.TestCollectionDisplayName == CallStory.Collection)];
}
