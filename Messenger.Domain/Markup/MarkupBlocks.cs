using System.Text;
using System.Text.RegularExpressions;

namespace Messenger.Domain;

/// <summary>Parts lines into paragraphs, quotes, lists and fenced code; quotes and items hold blocks again, eight deep.</summary>
sealed partial class MarkupBlocks(StringBuilder html, Func<string, int?> find, string[] lines, int depth)
{
    const int Deepest = 8;
    const string Ticks = "```";

    // Known beforehand, so that a thousand fences nobody closed do not each look through all the lines.
    readonly int lastClosing = Array.FindLastIndex(lines, line => ClosingIn(line) >= 0);
    int at;

    /// <param name="inItem">A list item's first paragraph stands in it without p.</param>
    public void Write(bool inItem = false)
    {
        while (at < lines.Length)
        {
            if (IsBlank(at)) at++;
            else if (CodeAt(at) is { } code) WriteCode(code);
            else if (IsQuote(at)) WriteQuote();
            else if (ItemAt(at) is { } item) WriteList(item);
            else WriteParagraph(bare: inItem && at == 0);
        }
    }

    void WriteCode(Code code)
    {
        html.Append("<pre><code>").Append(Markup.Encode(code.Text)).Append("</code></pre>");
        at = code.End;
    }

    void WriteQuote()
    {
        var from = at;
        while (at < lines.Length && (at == from || QuoteMark.IsMatch(lines[at]))) at++;

        html.Append("<blockquote>");
        Inside(lines[from..at].Select(line => QuoteMark.Replace(line, "${inner}"))).Write();
        html.Append("</blockquote>");
    }

    void WriteList(Item first)
    {
        html.Append(first.Number switch { null => "<ul>", 1 => "<ol>", var number => $"<ol start=\"{number}\">" });
        for (Item? item = first; item is not null; item = NextItem(item))
        {
            var end = EndOf(item);
            html.Append("<li>");
            Inside(lines[(at + 1)..end].Prepend(item.Text)).Write(inItem: true);
            html.Append("</li>");
            at = end;
        }
        html.Append(first.Number is null ? "</ul>" : "</ol>");
    }

    void WriteParagraph(bool bare)
    {
        var from = at++;
        while (at < lines.Length && !IsBlank(at) && CodeAt(at) is null && !IsQuote(at) && ItemAt(at) is null) at++;

        var text = string.Join('\n', lines[from..at].Select(line => line.Trim(' ', '\t')));
        var words = new MarkupInline(text, find).ToHtml();
        html.Append(bare ? words : $"<p>{words}</p>");
    }

    MarkupBlocks Inside(IEnumerable<string> inner) => new(html, find, [.. inner], depth + 1);

    bool IsBlank(int line) => string.IsNullOrWhiteSpace(lines[line]);

    bool IsQuote(int line) => depth < Deepest && Quote.IsMatch(lines[line]);

    /// <summary>The fenced code that starts here, if the fence is closed and holds anything.</summary>
    Code? CodeAt(int line)
    {
        if (line >= lastClosing || Fence.Match(lines[line]) is not { Success: true } fence) return null;

        var end = Array.FindIndex(lines, line + 1, next => ClosingIn(next) >= 0);
        var indent = fence.Groups["indent"].Length;
        var first = fence.Groups["rest"].Value.Trim();
        var code = lines[(line + 1)..end]
            .Append(lines[end][..ClosingIn(lines[end])].TrimEnd())
            .Select(text => text[Math.Min(indent, text.Length - text.TrimStart(' ', '\t').Length)..])
            .Prepend(first.Any(char.IsWhiteSpace) ? first : "");    // one word names the language
        var text = string.Join('\n', code).Trim('\n');
        return string.IsNullOrWhiteSpace(text) ? null : new(text, end + 1);
    }

    /// <summary>Where the closing ticks of a line begin: alone, or behind the last of the code, as many type it.</summary>
    static int ClosingIn(string line)
    {
        var ticks = line.IndexOf(Ticks, StringComparison.Ordinal);
        return ticks >= 0 && line.AsSpan(ticks).Trim("` \t").IsEmpty ? ticks : -1;
    }

    Item? ItemAt(int line)
    {
        if (depth >= Deepest || ItemMark.Match(lines[line]) is not { Success: true } mark) return null;

        var number = mark.Groups["number"];
        var indent = Indent(lines[line]);
        // The mark becomes spaces, so that what follows it stands where the lines below it are indented to.
        var text = new string(' ', indent + mark.Length - mark.Groups["indent"].Length) + lines[line][mark.Length..];
        return new(indent, number.Success ? int.Parse(number.ValueSpan) : null, text);
    }

    /// <summary>An item goes on as long as lines are indented by two or more, across blank ones.</summary>
    int EndOf(Item item)
    {
        var end = at + 1;
        for (var line = end; line < lines.Length; line++)
        {
            if (IsBlank(line)) continue;
            if (Indent(lines[line]) < item.Indent + 2) break;
            end = line + 1;
        }
        return end;
    }

    /// <summary>Numbers are shown as typed: one that neither counts on nor repeats (1. 1. 1.) starts its own list.</summary>
    Item? NextItem(Item last)
    {
        var line = at;
        while (line < lines.Length && IsBlank(line)) line++;
        if (line == lines.Length || ItemAt(line) is not { } next) return null;
        if (next.Number != last.Number && (last.Number is null || next.Number != last.Number + 1)) return null;

        at = line;
        return next;
    }

    static int Indent(string line) => line.TakeWhile(letter => letter is ' ' or '\t').Sum(letter => letter == '\t' ? 4 : 1);

    sealed record Code(string Text, int End);
    sealed record Item(int Indent, int? Number, string Text);

    [GeneratedRegex(@"^(?<indent>[ \t]*)`{3,}(?<rest>[^`]*)$")]
    static partial Regex Fence { get; }

    // Space after the mark, or >_< and >:( would be quotes.
    [GeneratedRegex(@"^[ \t]*>(?<inner>>*(?:[ \t].*)?)$")]
    static partial Regex QuoteMark { get; }

    // Something besides marks is quoted or listed, or they are shown as typed.
    [GeneratedRegex(@"^[ \t]*(?>>+)[ \t](?>[\s>*_~-]*).")]
    static partial Regex Quote { get; }

    [GeneratedRegex(@"^(?<indent>[ \t]*)(?:[-*]|(?<number>[0-9]{1,9})\.)(?>[ \t]+)(?=(?>[\s>*_~-]*).)")]
    static partial Regex ItemMark { get; }
}
