using Xunit.v3;

namespace Messenger.Tests;

/// <summary>What needs no database or none of its differences, or starts a PostgreSQL of its own: it would be the same a second time, so it is left out of the run on PostgreSQL (<c>test</c>).</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RunsOnceAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Runs", "once")];
}
