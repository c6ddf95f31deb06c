using System.Globalization;

namespace Messenger.Domain;

/// <summary>Reads one paragraph from left to right: marks, code, links, mentions. One pass, no step back.</summary>
sealed class MarkupInline(string text, Func<string, int?> find, bool inLink = false)
{
    const int MostOpen = 8;
    const int LongestTicks = 3;
    const string Marks = "*_~`>-";

    readonly List<string> pieces = [];
    readonly List<Mark> open = [];
    readonly bool[] unclosed = new bool[LongestTicks + 1];
    int at;
    int plain;          // where the text that is not yet a piece begins
    int solid = -1;     // the last piece that is more than marks and space: **~~** is not a bold nothing

    char Before => at > 0 ? text[at - 1] : ' ';

    public string ToHtml()
    {
        while (at < text.Length)
        {
            var taken = text[at] switch
            {
                '\\' => TryEscape(),
                '`' => TryCode(),
                '[' => TryLink(),
                'h' or 'H' => TryAddress(),
                '@' => TryMention(),
                '*' or '_' or '~' => TryMark(),
                _ => false,
            };
            if (!taken) at += Marks.Contains(text[at]) ? Run(at) : 1;
        }
        Flush();
        return string.Concat(pieces);
    }

    /// <summary>Only where the mark would be one, so that paths and patterns keep their backslashes.</summary>
    bool TryEscape()
    {
        var escapes = At(at + 1) switch
        {
            '*' or '_' or '~' or '`' or '[' or ']' or '@' => true,
            '>' or '-' => at == 0 || Before == '\n',
            '.' => char.IsAsciiDigit(Before),
            _ => false,
        };
        return escapes && Put(Markup.Encode(text.Substring(at + 1, 1)), at + 2);
    }

    bool TryCode()
    {
        var ticks = Run(at);
        if (ticks > LongestTicks || unclosed[ticks]) return false;

        var from = at + ticks;
        var end = text.IndexOf('`', from);
        while (end >= 0 && Run(end) != ticks) end = text.IndexOf('`', end + Run(end));
        unclosed[ticks] = end < 0;
        if (end < 0 || string.IsNullOrWhiteSpace(text[from..end])) return false;

        var code = text[from..end];
        if (code is [' ', .., ' ']) code = code[1..^1];     // `` `a` `` shows a tick at the edge
        return Put($"<code>{Markup.Encode(code)}</code>", end + ticks);
    }

    bool TryLink()
    {
        var label = at + 1;
        var labelEnd = inLink ? -1 : MarkupAddress.Label(text, at);
        if (labelEnd < 0 || At(labelEnd + 1) != '(' || string.IsNullOrWhiteSpace(text[label..labelEnd])) return false;

        var from = labelEnd + 2;
        var end = MarkupAddress.Named(text, from);
        if (end < 0 || At(end) != ')') return false;

        var words = new MarkupInline(text[label..labelEnd], find, inLink: true).ToHtml();
        return Put(Link(text[from..end], words), end + 1);
    }

    bool TryAddress()
    {
        var end = inLink || IsWord(Before, ' ') ? -1 : MarkupAddress.Bare(text, at);
        return end >= 0 && Put(Link(text[at..end], Markup.Encode(text[at..end])), end);
    }

    bool TryMention()
    {
        if (inLink || Before == '@' || IsWord(Before, ' ')) return false;

        var name = MarkupAddress.Name(text, at + 1);
        if (name.EndsWith('_') && open.Exists(mark => mark.Letter == '_')) name = name[..^1];   // _thanks @kofi_
        if (name.Length is < 2 or > 32) return false;

        var words = '@' + name;
        var id = find(name.Normalize())?.ToString(CultureInfo.InvariantCulture);
        return Put(id is null ? words : $"<a class=\"mention\" href=\"/people/{id}\" data-people=\"{id}\">{words}</a>", at + words.Length);
    }

    /// <summary>A mark opens where a word begins and closes behind one; single ones not in front of a letter either.</summary>
    bool TryMark()
    {
        var letter = text[at];
        var run = Run(at);
        if (run > 3 || (letter == '_' && run != 1) || (letter == '~' && run != 2)) return false;

        var after = At(at + run);
        var left = run;
        Flush();
        if (!char.IsWhiteSpace(Before) && (run > 1 || !IsWord(after, letter)))
            while (left > 0 && TryClose(letter, ref left)) { }
        if (left > 0 && !char.IsWhiteSpace(after) && !IsWord(Before, letter)) Open(letter, left);
        else pieces.Add(new(letter, left));
        at = plain = at + run;
        return true;
    }

    void Open(char letter, int count)
    {
        if (open.Count == MostOpen) open.RemoveAt(0);
        open.Add(new(letter, count, pieces.Count));
        pieces.Add(new(letter, count));
    }

    /// <summary>Closes the nearest mark that fits; those opened since are marks no longer. Of *** a part may close.</summary>
    bool TryClose(char letter, ref int left)
    {
        for (var i = open.Count - 1; i >= 0; i--)
        {
            var (opener, count, piece) = open[i];
            var used = count >= 2 && left >= 2 ? 2 : count != 2 && left != 2 ? 1 : 0;
            if (opener != letter || used == 0) continue;

            open.RemoveRange(i, open.Count - i);
            if (solid < piece) return false;    // *_* is a face

            var tag = (letter, used) switch { ('~', _) => "s", (_, 2) => "strong", _ => "em" };
            pieces[piece] = $"{pieces[piece][..(count - used)]}<{tag}>{pieces[piece][count..]}";
            pieces.Add($"</{tag}>");
            if (count > used) open.Add(new(letter, count - used, piece));
            left -= used;
            return true;
        }
        return false;
    }

    bool Put(string piece, int next)
    {
        Flush();
        solid = pieces.Count;
        pieces.Add(piece);
        at = plain = next;
        return true;
    }

    void Flush()
    {
        if (plain == at) return;

        var words = text[plain..at];
        if (words.Any(letter => !Marks.Contains(letter) && !char.IsWhiteSpace(letter))) solid = pieces.Count;
        pieces.Add(Markup.Encode(words));
        plain = at;
    }

    static string Link(string address, string words) =>
        $"<a href=\"{Markup.Encode(address)}\" rel=\"nofollow noopener noreferrer\" target=\"_blank\">{words}</a>";

    /// <summary>Scripts without case (Chinese, Thai, Korean) join words without space: only _ is part of one there.</summary>
    static bool IsWord(char letter, char mark) => char.GetUnicodeCategory(letter) switch
    {
        UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => mark == '_',
        _ => char.IsLetterOrDigit(letter),
    };

    char At(int index) => index < text.Length ? text[index] : ' ';

    int Run(int from)
    {
        var end = from + 1;
        while (end < text.Length && text[end] == text[from]) end++;
        return end - from;
    }

    readonly record struct Mark(char Letter, int Count, int Piece);
}
