namespace Messenger.Domain;

/// <summary>The pieces of a paragraph in their order, and the marks among them that still wait for the one that closes them.</summary>
sealed class MarkupPieces
{
    const int MostOpen = 8;

    readonly List<string> pieces = [];
    readonly List<Mark> open = [];
    int solid = -1;     // the last piece that is more than marks and signs: **~~** is not a bold nothing, *.* no italic dot

    public bool HasOpen(char letter) => open.Exists(mark => mark.Letter == letter);

    public void AddText(string words)
    {
        if (words.Any(MarkupLetters.IsSolid)) solid = pieces.Count;
        pieces.Add(Markup.Encode(words));
    }

    public void AddHtml(string html)
    {
        solid = pieces.Count;
        pieces.Add(html);
    }

    /// <summary>One to three * or _ or ~, which close what is open, open something, or are shown as typed.</summary>
    /// <param name="isEscaped">
    /// After a backslash they mark nothing, but are looked at all the same: the backslash goes where they would have, and stays where not.
    /// </param>
    public void AddMark(char letter, int count, bool isEscaped, bool opens, bool closes)
    {
        var left = count;
        while (closes && left > 0 && Opener(letter, left) is { } opener)
        {
            if (opener.IsEscaped) Unescape(opener);
            else if (!isEscaped) left -= Close(opener, left);
            if (!isEscaped) continue;

            pieces.Add(new(letter, count));
            return;
        }

        if (left == 0) return;

        if (opens) Open(new(letter, left, pieces.Count, isEscaped));
        pieces.Add((isEscaped ? "\\" : "") + new string(letter, left));
    }

    public override string ToString() => string.Concat(pieces);

    void Open(Mark mark)
    {
        if (open.Count == MostOpen) open.RemoveAt(0);
        open.Add(mark);
    }

    /// <summary>The nearest open mark that fits; of *** a part may close.</summary>
    Mark? Opener(char letter, int left)
    {
        var nearest = open.FindLastIndex(mark => mark.Letter == letter && Used(mark.Count, left) > 0);
        if (nearest < 0) return null;
        if (solid > open[nearest].Piece) return open[nearest];

        open.RemoveRange(nearest, open.Count - nearest);    // *_* is a face
        return null;
    }

    /// <summary>Those opened since are marks no longer.</summary>
    int Close(Mark opener, int left)
    {
        var (letter, count, piece, _) = opener;
        var used = Used(count, left);
        var nearest = open.IndexOf(opener);
        open.RemoveRange(nearest, open.Count - nearest);
        if (count > used) open.Add(opener with { Count = count - used });

        var tag = (letter, used) switch { ('~', _) => "s", (_, 2) => "strong", _ => "em" };
        pieces[piece] = $"{pieces[piece][..(count - used)]}<{tag}>{pieces[piece][count..]}";
        pieces.Add($"</{tag}>");
        return used;
    }

    void Unescape(Mark opener)
    {
        pieces[opener.Piece] = pieces[opener.Piece][1..];
        open.Remove(opener);
    }

    static int Used(int count, int left) => count >= 2 && left >= 2 ? 2 : count != 2 && left != 2 ? 1 : 0;

    readonly record struct Mark(char Letter, int Count, int Piece, bool IsEscaped);
}
