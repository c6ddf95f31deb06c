using System.Text.RegularExpressions;

namespace Messenger.Domain;

/// <summary>
/// Finds lists among some lines. One line alone is none, nor is a date (26. 6. 2026), a number with zeros before it (007.) or what people
/// say (- Hello, - he said.): those stay as typed.
/// </summary>
/// <param name="inItem">Below the first line of an item one line is enough.</param>
sealed partial class MarkupItems(string[] lines, bool inItem)
{
    readonly bool isDialogue = lines.Any(line => Speech.IsMatch(line));

    /// <param name="Column">Where its text begins.</param>
    /// <param name="Number">None in a bulleted list.</param>
    public sealed record Item(int Line, int Indent, int Column, int? Number, string Text);

    public static bool IsBlank(string line) => string.IsNullOrWhiteSpace(line);

    public static string Unescaped(string line) => Escape.Replace(line, "${before}");

    /// <summary>The first item of a list that begins here: another follows beside or below it.</summary>
    public Item? ListAt(int line)
    {
        if (Read(line, lines[line]) is not { } item) return null;
        if (inItem && line > 0) return item;

        for (var next = line + 1; next < lines.Length; next++)
        {
            if (IsBlank(lines[next])) continue;

            var isInside = Indent(lines[next]) >= item.Indent + 2;
            if (Read(next, lines[next]) is { } other && (isInside || Continues(item, other))) return item;
            if (!isInside) return null;
        }
        return null;
    }

    /// <summary>Whether it would be an item but for a backslash.</summary>
    public bool IsItem(int line)
    {
        Item? Bare(int at) => at >= 0 && at < lines.Length ? Read(at, Unescaped(lines[at])) : null;

        return Bare(line) is { } item && ((inItem && line > 0)
            || (Bare(line - 1) is { } above && Continues(above, item)) || (Bare(line + 1) is { } below && Continues(item, below)));
    }

    /// <summary>An item goes on as long as lines are indented by two or more, across blank ones.</summary>
    public int End(Item item)
    {
        var end = item.Line + 1;
        for (var line = end; line < lines.Length; line++)
        {
            if (IsBlank(lines[line])) continue;
            if (Indent(lines[line]) < item.Indent + 2) break;
            end = line + 1;
        }
        return end;
    }

    /// <summary>Its lines without the indent that they have because they are in it.</summary>
    public IEnumerable<string> Inside(Item item, int end)
    {
        var inner = lines[(item.Line + 1)..end];
        var indent = inner.Where(line => !IsBlank(line)).Select(Indent).Append(item.Column).Min();
        return inner.Select(line => Outdented(line, indent)).Prepend(item.Text);
    }

    public Item? Next(Item last, int from)
    {
        var line = Array.FindIndex(lines, from, line => !IsBlank(line));
        return line >= 0 && Read(line, lines[line]) is { } next && Continues(last, next) ? next : null;
    }

    Item? Read(int at, string line)
    {
        if (ItemMark.Match(line) is not { Success: true } mark) return null;

        var number = mark.Groups["number"];
        var (indent, width) = (Indent(line), mark.Length - mark.Groups["indent"].Length);
        return isDialogue && mark.Groups["dash"].Success ? null
            : new(at, indent, indent + width, number.Success ? int.Parse(number.ValueSpan) : null, line[mark.Length..]);
    }

    /// <summary>Numbers are shown as typed: one that does not count on starts its own list; only 1. 1. 1. is counted.</summary>
    static bool Continues(Item last, Item next) => next.Number == last.Number + 1 || (next.Number == last.Number && next.Number is null or 1);

    static int Indent(string line) => line.TakeWhile(letter => letter is ' ' or '\t').Sum(letter => letter == '\t' ? 4 : 1);

    static string Outdented(string line, int indent)
    {
        var at = 0;
        for (; indent > 0 && at < line.Length && line[at] is ' ' or '\t'; at++)
            indent -= line[at] == '\t' ? 4 : 1;
        return line[at..];
    }

    [GeneratedRegex(@"^(?<indent>[ \t]*)(?:(?<dash>-)|\*|(?<number>0|[1-9][0-9]{0,8})\.(?![ \t]+[0-9]+\.))(?>[ \t]+)(?=(?>[\s>*_~-]*).)")]
    static partial Regex ItemMark { get; }

    // The words of who tells it, in small letters, behind the punctuation of what was said.
    [GeneratedRegex(@"^[ \t]*-[ \t].*[,.!?…][""»”]?[ \t]+[-–—][ \t]+\p{Ll}")]
    static partial Regex Speech { get; }

    [GeneratedRegex(@"^(?<before>[ \t]*[0-9]{0,9})\\(?=[-*>.])")]
    static partial Regex Escape { get; }
}
