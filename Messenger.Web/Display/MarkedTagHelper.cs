using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Messenger.Web;

/// <summary>
/// The tag <c>&lt;marked text="…" find="…" /&gt;</c>: a text, with the first
/// place of each word that was looked for in a <c>mark</c>.
/// </summary>
[HtmlTargetElement("marked", TagStructure = TagStructure.WithoutEndTag)]
public sealed class MarkedTagHelper : TagHelper
{
    public string? Text { get; set; }

    public string? Find { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var text = Text ?? "";
        int[] letters = [.. StringInfo.ParseCombiningCharacters(text), text.Length];
        var marked = Marked(text, letters);
        output.TagName = null;
        for (int from = 0, to; from + 1 < letters.Length; from = to)
        {
            for (to = from + 1; to + 1 < letters.Length && marked.Contains(to) == marked.Contains(from); to++)
            {
            }

            var (open, close) = marked.Contains(from) ? ("<mark>", "</mark>") : ("", "");
            output.Content.AppendHtml(open).Append(text[letters[from]..letters[to]]).AppendHtml(close);
        }
    }

    // Folding changes lengths (ﬁ becomes fi), so it is done letter by letter, noting where each piece came from.
    HashSet<int> Marked(string text, int[] letters)
    {
        var (folded, origins) = (new StringBuilder(), new List<int>());
        for (var i = 0; i + 1 < letters.Length; i++)
        {
            var piece = SearchText.Folded(text[letters[i]..letters[i + 1]]);
            folded.Append(piece);
            origins.AddRange(Enumerable.Repeat(i, piece.Length));
        }

        var whole = folded.ToString();
        return [..
            from word in SearchText.Words(Find)
            let at = whole.IndexOf(word, StringComparison.Ordinal)
            where at >= 0
            // With what was left out between, such as an apostrophe.
            from letter in Enumerable.Range(origins[at], origins[at + word.Length - 1] - origins[at] + 1)
            select letter];
    }
}
