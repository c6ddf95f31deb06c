using System.Text.RegularExpressions;

namespace Messenger.Tests;

/// <summary>Reads HTML far more strictly than a browser: it knows what Markup may write and nothing else.</summary>
static partial class MarkupWhitelist
{
    const int Deepest = 60;

    static readonly string[] Blocks = ["p", "pre", "blockquote", "ul", "ol"];

    /// <summary>What is wrong with it, or null.</summary>
    public static string? Fault(string html)
    {
        Stack<string> open = [];
        for (var at = 0; at < html.Length;)
        {
            var match = Token.Match(html, at);
            if (!match.Success) return $"not on the list: {html[at..Math.Min(at + 60, html.Length)]}";
            at += match.Length;

            if (match.Groups["end"] is { Success: true } end && (!open.TryPop(out var last) || last != end.Value))
                return $"stray {match.Value}";
            if (match.Groups["tag"] is not { Success: true } tag) continue;
            if (!MayHold(open, tag.Value)) return $"{tag.Value} inside {string.Join(' ', open)}";
            open.Push(tag.Value);
            if (open.Count > Deepest) return "too deep";
        }
        return open.Count == 0 ? null : $"open: {string.Join(' ', open)}";
    }

    /// <summary>A browser closes a p before a block and an a before an a: what follows would stand elsewhere.</summary>
    static bool MayHold(Stack<string> open, string tag) => (open.TryPeek(out var outer) ? outer : "", tag) switch
    {
        ("ul" or "ol", _) => tag == "li",
        (_, "li") => false,
        ("pre", _) => tag == "code",
        ("code", _) => false,
        (_, "a") => !open.Contains("a"),
        ("" or "blockquote" or "li", _) => true,
        _ => !Blocks.Contains(tag),
    };

    [GeneratedRegex("""
        \G(?:[^<>&"'\0]+ | &(?:amp|lt|gt|quot|\#39);
        | <(?<tag>p|strong|em|s|code|pre|blockquote|ul|ol|li)>
        | <(?<tag>ol)[ ]start="[0-9]+">
        | <(?<tag>a)[ ]class="mention"[ ]href="/people/(?<id>[0-9]+)"[ ]data-people="\k<id>">
        | <(?<tag>a)[ ]class="mention"[ ]data-people="0">
        | <(?<tag>a)[ ]href="(?i:https?://|mailto:|tel:\+)[^<>"'\s\\]+"[ ]rel="nofollow[ ]noopener[ ]noreferrer"[ ]target="_blank">
        | </(?<end>p|strong|em|s|code|pre|blockquote|ul|ol|li|a)>)
        """, RegexOptions.IgnorePatternWhitespace)]
    static partial Regex Token { get; }
}
