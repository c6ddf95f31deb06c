using System.Text.RegularExpressions;

namespace Messenger.Domain;

/// <summary>Finds code between fences among some lines. A fence is closed by one as long, so that code may hold shorter ones.</summary>
sealed partial class MarkupFences(string[] lines)
{
    // Counted beforehand, so that a thousand fences nobody closes are cheap.
    readonly int[] closing = [.. lines.Select(line => Closing(line).Ticks)];

    /// <param name="End">The first line behind it.</param>
    public sealed record Code(string Text, int End);

    /// <summary>The code whose fence is here, if the fence is closed and holds anything.</summary>
    public Code? CodeAt(int line)
    {
        if (!lines[line].Contains("```") || Fence.Match(lines[line]) is not { Success: true } fence) return null;

        var end = Array.FindIndex(closing, line + 1, ticks => ticks >= fence.Groups["ticks"].Length);
        if (end < 0) return null;

        var indent = fence.Groups["indent"].Length;
        var first = fence.Groups["rest"].Value.Trim();
        var code = lines[(line + 1)..end]
            .Append(lines[end][..Closing(lines[end]).At].TrimEnd())
            .Select(text => text[Math.Min(indent, text.Length - text.TrimStart(' ', '\t').Length)..])
            .Prepend(first.Any(char.IsWhiteSpace) ? first : "");    // one word names the language
        var text = string.Join('\n', code).Trim('\n');
        return string.IsNullOrWhiteSpace(text) ? null : new(text, end + 1);
    }

    /// <summary>Where the closing ticks of a line begin, and how many they are: alone, or behind the last of the code, as many type it.</summary>
    static (int At, int Ticks) Closing(string line)
    {
        var at = line.IndexOf("```", StringComparison.Ordinal);
        return at >= 0 && line.AsSpan(at).TrimEnd(" \t").Trim('`').IsEmpty ? (at, line.AsSpan(at).TrimEnd(" \t").Length) : (-1, 0);
    }

    [GeneratedRegex(@"^(?<indent>[ \t]*)(?<ticks>`{3,})(?<rest>[^`]*)$")]
    static partial Regex Fence { get; }
}
