using System.Text;
using System.Text.RegularExpressions;

namespace Messenger.Domain;

/// <summary>Parts lines into paragraphs, quotes, lists and fenced code; quotes and items hold blocks again, eight deep.</summary>
/// <param name="inItem">A list item's first paragraph stands in it without p.</param>
sealed partial class MarkupBlocks(StringBuilder html, Func<string, int?> find, string[] lines, int depth, bool inItem = false)
{
    const int Deepest = 8;

    readonly MarkupFences fences = new(lines);
    readonly MarkupItems items = new(lines, inItem);
    int at;

    public void Write()
    {
        while (at < lines.Length)
        {
            if (MarkupItems.IsBlank(lines[at])) at++;
            else if (fences.CodeAt(at) is { } code) WriteCode(code);
            else if (IsQuote(lines[at])) WriteQuote();
            else if (ListAt(at) is { } item) WriteList(item);
            else WriteParagraph(isBare: inItem && at == 0);
        }
    }

    void WriteCode(MarkupFences.Code code)
    {
        html.Append("<pre><code>").Append(Markup.Encode(code.Text)).Append("</code></pre>");
        at = code.End;
    }

    void WriteQuote()
    {
        var from = at;
        while (at < lines.Length && QuoteMark.IsMatch(lines[at])) at++;

        html.Append("<blockquote>");
        Inside(lines[from..at].Select(line => QuoteMark.Replace(line, "${inner}")), isItem: false).Write();
        html.Append("</blockquote>");
    }

    void WriteList(MarkupItems.Item first)
    {
        html.Append(first.Number switch { null => "<ul>", 1 => "<ol>", var number => $"<ol start=\"{number}\">" });
        for (MarkupItems.Item? item = first; item is not null; item = items.Next(item, at))
        {
            at = items.End(item);
            html.Append("<li>");
            Inside(items.Inside(item, at), isItem: true).Write();
            html.Append("</li>");
        }
        html.Append(first.Number is null ? "</ul>" : "</ol>");
    }

    void WriteParagraph(bool isBare)
    {
        var from = at++;
        while (at < lines.Length && !MarkupItems.IsBlank(lines[at]) && fences.CodeAt(at) is null && !IsQuote(lines[at]) && ListAt(at) is null) at++;

        var text = string.Join('\n', Enumerable.Range(from, at - from).Select(line => Unescaped(line).TrimEnd(' ', '\t')));
        var words = new MarkupInline(text, find).ToHtml();
        html.Append(isBare ? words : $"<p>{words}</p>");
    }

    MarkupBlocks Inside(IEnumerable<string> inner, bool isItem) => new(html, find, [.. inner], depth + 1, isItem);

    bool IsQuote(string line) => depth < Deepest && Quote.IsMatch(line);

    MarkupItems.Item? ListAt(int line) => depth < Deepest ? items.ListAt(line) : null;

    /// <summary>Without the backslash that kept it from being a quote or an item; another is as typed.</summary>
    string Unescaped(int line)
    {
        var bare = MarkupItems.Unescaped(lines[line]);
        return bare != lines[line] && (IsQuote(bare) || items.IsItem(line)) ? bare : lines[line];
    }

    // Space after the mark, or >_< and >:( would be quotes.
    [GeneratedRegex(@"^[ \t]*>(?:[ \t](?<inner>.*)|(?<inner>>+(?:[ \t].*)?)|(?<inner>))$")]
    static partial Regex QuoteMark { get; }

    // Something besides marks is quoted, or they are shown as typed.
    [GeneratedRegex(@"^[ \t]*(?>>+)[ \t](?>[\s>*_~-]*).")]
    static partial Regex Quote { get; }
}
