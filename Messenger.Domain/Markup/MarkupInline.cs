using System.Globalization;

namespace Messenger.Domain;

/// <summary>Reads one paragraph from left to right: marks, code, links, mentions. One pass, no step back.</summary>
sealed class MarkupInline(string text, Func<string, int?> find, bool inLink = false)
{
    readonly MarkupPieces pieces = new();
    readonly HashSet<int> unclosed = [];    // how many ticks nothing closes any more
    int at;
    int plain;              // where the text that is not yet a piece begins
    int closing = -1;       // the ticks or the bracket that would have closed what a backslash kept from opening

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
                '@' => TryMention(),
                '*' or '_' or '~' => TryMark(at),
                _ => TryAddress(),
            };
            if (!taken) at += text[at] is '*' or '_' or '~' or '`' ? Run(at) : 1;
        }
        Flush();
        return pieces.ToString();
    }

    /// <summary>Only where the mark would be one, so that paths, patterns and faces keep their backslashes.</summary>
    bool TryEscape() => At(at + 1) switch
    {
        '*' or '_' or '~' => TryMark(at + 1),
        '`' => (at + 1 == closing || ClosesCode(at + 1)) && PutPlain(Run(at + 1)),
        '[' or ']' => (inLink || at + 1 == closing || ClosesLink(at + 1)) && PutPlain(1),
        '@' => MarkupLetters.IsOuter(Before, '@', opens: true) && MarkupMention.LettersAt(text, at + 2).Length > 1 && PutPlain(1),
        _ => false,
    };

    bool TryCode()
    {
        var (ticks, from) = (Run(at), at + Run(at));
        var end = at == closing ? -1 : CodeEnd(at);
        if (end < 0) return false;

        var code = text[from..end];
        if (code is [' ' or '\n', .., ' ' or '\n']) code = code[1..^1];     // `` `a` `` shows a tick at the edge
        return PutHtml($"<code>{Markup.Encode(code)}</code>", end + ticks);
    }

    bool TryLink()
    {
        var (label, address, end) = FindLink(at, escapes: true);
        if (end < 0)
        {
            ClosesLink(at);     // by an escaped bracket only, which then is one
            return false;
        }

        var words = new MarkupInline(text[(at + 1)..label], find, inLink: true).ToHtml();
        return PutHtml(Link(text[address..end], words), end + 1);
    }

    bool TryAddress()
    {
        if (inLink || MarkupLetters.IsWord(Before, ' ') || MarkupAddress.Find(text, at) is not { } found) return false;

        return PutHtml(Link(found.Address, Markup.Encode(text[at..found.End])), found.End);
    }

    bool TryMention()
    {
        if (inLink || Before is '@' or '\\' || MarkupLetters.IsWord(Before, ' ')) return false;

        var letters = MarkupMention.LettersAt(text, at + 1);
        if (letters.EndsWith('_') && pieces.HasOpen('_')) letters = letters[..^1];      // _thanks @kofi_
        var end = at + 1 + letters.Length;
        if (At(end) == '@' && char.IsLetterOrDigit(At(end + 1))) return false;          // @kofi@elsewhere.example is somebody there

        foreach (var name in MarkupMention.Names(letters))
        {
            if (find(name.Normalize()) is not { } id) continue;

            var people = id.ToString(CultureInfo.InvariantCulture);
            var leadsTo = id == Everybody.Id ? "" : $" href=\"/people/{people}\"";
            return PutHtml($"<a class=\"mention\"{leadsTo} data-people=\"{people}\">@{name}</a>", at + 1 + name.Length);
        }
        return letters.Length > 1 && PutPlain(letters.Length + 1, keep: true);
    }

    /// <summary>
    /// A mark opens where a word begins and closes behind one; single ones not in front of a letter either. Beside a sign instead of a
    /// letter, space or a bracket has to be on its other side: patterns (src/**/*.cs) and faces (^_^) are none.
    /// </summary>
    bool TryMark(int from)
    {
        var (letter, run) = (text[from], Run(from));
        if (run > 3 || (letter == '_' && run != 1) || (letter == '~' && run != 2)) return false;

        var next = At(from + run) == '\\' && At(from + run + 1) is '*' or '_' or '~' or '`' ? from + run + 1 : from + run;
        var (before, after, isEscaped) = (Before, At(next), from > at);
        var opens = MarkupLetters.IsInner(after, opens: true) && !MarkupLetters.IsWord(before, letter)
            && (MarkupLetters.IsOuter(before, letter, opens: true) || (MarkupLetters.IsSolid(after) && !isEscaped));
        var closes = MarkupLetters.IsInner(before, opens: false) && (run > 1 || !MarkupLetters.IsWord(after, letter))
            && (MarkupLetters.IsSolid(before) || MarkupLetters.IsOuter(after, letter, opens: false)
                || (".,:;!?".Contains(after) && !char.IsLetterOrDigit(At(next + 1))));

        Flush();
        pieces.AddMark(letter, run, isEscaped, opens, closes);
        at = plain = from + run;
        return true;
    }

    bool ClosesCode(int from)
    {
        var end = CodeEnd(from);
        closing = end < 0 ? closing : end;
        return end >= 0;
    }

    int CodeEnd(int from)
    {
        var ticks = Run(from);
        if (unclosed.Contains(ticks)) return -1;

        var inside = from + ticks;
        var end = text.IndexOf('`', inside);
        while (end >= 0 && Run(end) != ticks) end = text.IndexOf('`', end + Run(end));
        if (end < 0) unclosed.Add(ticks);
        return end < 0 || string.IsNullOrWhiteSpace(text[inside..end]) ? -1 : end;
    }

    bool ClosesLink(int from)
    {
        var (label, _, end) = FindLink(from, escapes: false);
        closing = end < 0 ? closing : label;
        return end >= 0;
    }

    /// <summary>Where the label ends, where the address begins and where it ends; -1 where there is no link.</summary>
    (int Label, int Address, int End) FindLink(int from, bool escapes)
    {
        var label = inLink ? -1 : MarkupAddressEnd.Label(text, from, escapes);
        if (label < 0 || At(label + 1) != '(' || string.IsNullOrWhiteSpace(text[(from + 1)..label])) return (-1, -1, -1);

        var end = MarkupAddress.Named(text, label + 2);
        return end >= 0 && At(end) == ')' ? (label, label + 2, end) : (-1, -1, -1);
    }

    bool PutHtml(string html, int next)
    {
        Flush();
        pieces.AddHtml(html);
        at = plain = next;
        return true;
    }

    /// <summary>So many letters as they are, but for the backslash before them.</summary>
    bool PutPlain(int count, bool keep = false)
    {
        Flush();
        plain = keep ? at : at + 1;
        at = plain + count;
        Flush();
        return true;
    }

    void Flush()
    {
        if (plain < at) pieces.AddText(text[plain..at]);
        plain = at;
    }

    static string Link(string address, string words) =>
        $"<a href=\"{Markup.Encode(address)}\" rel=\"nofollow noopener noreferrer\" target=\"_blank\">{words}</a>";

    char At(int index) => index < text.Length ? text[index] : ' ';

    int Run(int from)
    {
        var end = from + 1;
        while (end < text.Length && text[end] == text[from]) end++;
        return end - from;
    }
}
