namespace Messenger.Web;

/// <summary>
/// The words that were typed after the name of a command. Each part is taken once, options before
/// words, since only whoever knows an option knows whether a value follows it.
/// </summary>
sealed class CommandLine(IEnumerable<string> typed)
{
    readonly List<string> left = [.. typed];

    /// <summary>The value of an option, typed as <c>--name value</c> or <c>--name=value</c>; null where it is not there.</summary>
    public string? FindOption(string name)
    {
        if (left.FindIndex(one => one.StartsWith($"--{name}=", StringComparison.Ordinal)) is >= 0 and var whole)
        {
            var value = left[whole][(name.Length + 3)..];
            left.RemoveAt(whole);
            return value;
        }

        if (left.IndexOf($"--{name}") is >= 0 and var at)
        {
            var value = at + 1 < left.Count ? left[at + 1] : throw new WrongUsage($"--{name} needs a value.");
            left.RemoveRange(at, 2);
            return value;
        }

        return null;
    }

    /// <summary>Whether an option without a value is there.</summary>
    public bool TakeFlag(string name) => left.Remove($"--{name}");

    /// <summary>The next word; null where there is none.</summary>
    public string? FindWord()
    {
        if (left.FindIndex(one => !one.StartsWith('-')) is not (>= 0 and var at))
        {
            return null;
        }

        var word = left[at];
        left.RemoveAt(at);
        return word;
    }

    /// <param name="what">What is missing where there is none, as the usage calls it.</param>
    public string TakeWord(string what) => FindWord() ?? throw new WrongUsage($"{what} is missing.");

    /// <summary>After all that is taken, and before anything is done.</summary>
    public void RefuseOthers()
    {
        if (left is [var other, ..])
        {
            throw new WrongUsage($"“{other}” means nothing here.");
        }
    }
}
