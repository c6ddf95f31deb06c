using System.Text.RegularExpressions;

namespace Messenger.Tests;

/// <summary>docs/security.md names tests as proof: each of them is there.</summary>
[RunsOnce]
public sealed partial class TheSecurityTable
{
    [Fact]
    public void Names_tests_that_are_there()
    {
        var table = File.ReadAllText(Path.Combine(EveryText.Root, "docs/security.md"));
        var named = Named().Matches(table).Select(match => (Class: match.Groups[1].Value, Method: match.Groups[2].Value)).Distinct().ToList();
        List<string> sources = [.. Directory.EnumerateFiles(EveryText.Root, "*.cs", SearchOption.AllDirectories)
            .Where(file => file.Contains("/Messenger.Tests/") || file.Contains("/Messenger.E2E/")).Where(file => !file.Contains("/obj/")).Select(File.ReadAllText)];

        Assert.True(named.Count > 40, $"Only {named.Count} tests are named.");
        var missing = named.FindAll(test => !sources.Any(source => source.Contains($"class {test.Class}") && source.Contains($" {test.Method}(")));
        Assert.Empty(missing);
    }

    // `ShowingTokens.Opens_nothing_with`: a method is a sentence, so it has an underscore.
    [GeneratedRegex(@"`([A-Z]\w+)\.([A-Z]\w*_\w+)`")]
    private static partial Regex Named();
}
