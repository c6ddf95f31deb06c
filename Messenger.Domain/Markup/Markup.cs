using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Messenger.Domain;

/// <summary>Turns what a person typed into the only raw HTML our pages carry: all text encoded, all tags ours.</summary>
public static partial class Markup
{
    const int MostMentions = 50, MostNames = 500;

    static readonly Dictionary<string, int> Nobody = [];

    /// <summary>Turns the text a person typed into HTML that is safe to send as it is.</summary>
    /// <remarks>
    /// Tags: p strong em s code pre blockquote ul ol li a. Attributes: href, rel, target, class="mention", data-people and
    /// start. A mention of everybody has no href. Spaces and line breaks in p and li stay what they are, for <c>white-space: pre-wrap</c>.
    /// </remarks>
    /// <param name="text">Any string at all; what is no mark is shown as typed.</param>
    /// <param name="mentions">Who may be mentioned: username, compared ordinal-ignore-case, to user id.</param>
    public static string ToHtml(string text, IReadOnlyDictionary<string, int> mentions) =>
        Render(text, name => mentions.TryGetValue(name, out var id) ? id : null);

    /// <summary>The distinct usernames that may be meant by an @ outside code and links, whether or not such people exist.</summary>
    public static IReadOnlyList<string> NamesIn(string text)
    {
        List<string> names = [];
        Render(text, name =>
        {
            if (names.Count < MostNames && !names.Contains(name, StringComparer.OrdinalIgnoreCase)) names.Add(name);
            return null;
        });
        return names;
    }

    /// <summary>Those of the people who are mentioned: of bob and bobby, @bobby means one.</summary>
    public static IReadOnlyDictionary<string, int> MentionedIn(string text, IReadOnlyDictionary<string, int> people)
    {
        HashSet<int> mentioned = [];
        Render(text, name =>
        {
            if (!people.TryGetValue(name, out var id)) return null;
            mentioned.Add(id);
            return id;
        });
        return people.Where(person => mentioned.Contains(person.Value)).Take(MostMentions).ToDictionary();
    }

    /// <summary>
    /// The text on one line without marks (numbers of a list stay), at most <paramref name="limit"/> UTF-16 units, the … of a cut
    /// among them.
    /// </summary>
    public static string ToPlain(string text, int limit)
    {
        var words = WebUtility.HtmlDecode(WithoutTags(ToHtml(text, Nobody)));
        return Cut(Spaces.Replace(words, " ").Trim(), limit);
    }

    /// <summary>WebUtility and HtmlEncoder would also spell out accents and emoji; these five are all that HTML needs.</summary>
    internal static string Encode(string text) => text
        .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;");

    static string Render(string text, Func<string, int?> find)
    {
        var html = new StringBuilder();
        new MarkupBlocks(html, find, Clean(text).Split('\n'), 0).Write();
        return html.ToString();
    }

    /// <summary>There and back through UTF-8 turns a lone surrogate into U+FFFD.</summary>
    static string Clean(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))
        .Replace("\r\n", "\n").Replace('\r', '\n').Replace('\0', '\uFFFD');

    static string WithoutTags(string html)
    {
        Stack<int?> lists = [];     // the number of the next item, none in a bulleted list
        return Tag.Replace(html, tag =>
        {
            switch (tag.Value, tag.Groups["start"].Value)
            {
                case ("<ul>", _): lists.Push(null); break;
                case ("<ol>", _): lists.Push(1); break;
                case (_, not "" and var start): lists.Push(int.Parse(start)); break;
                case ("</ul>" or "</ol>", _): lists.Pop(); break;
                case ("<li>", _):
                    var number = lists.Pop();
                    lists.Push(number + 1);
                    return number is null ? " " : $" {number}. ";
            }
            return tag.Groups["block"].Success ? " " : "";
        });
    }

    static string Cut(string line, int limit)
    {
        if (line.Length <= limit) return line;
        if (limit < 1) return "";

        var end = 0;
        for (var next = 0; next < limit; next += StringInfo.GetNextTextElementLength(line.AsSpan(next))) end = next;
        return line[..end].TrimEnd() + "…";
    }

    [GeneratedRegex("</?(?:(?<block>p|pre|blockquote|ul|ol|li)|[a-z]+)\\b(?: start=\"(?<start>[0-9]+)\")?[^>]*>")]
    static partial Regex Tag { get; }

    [GeneratedRegex(@"\s+")]
    static partial Regex Spaces { get; }
}
