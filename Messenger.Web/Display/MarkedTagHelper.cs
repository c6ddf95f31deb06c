using System.Globalization;
using System.Text;
using Messenger.Domain;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Messenger.Web;

/// <summary><c>&lt;marked text="…" find="…" /&gt;</c>: a text, with the first place where it holds what was looked for in a <c>mark</c>.</summary>
[HtmlTargetElement("marked", TagStructure = TagStructure.WithoutEndTag)]
public sealed class MarkedTagHelper : TagHelper
{
    public string? Text { get; set; }

    public string? Find { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var text = Text ?? "";
        var (from, to) = Place(text, TextRules.Sought(Find));
        output.TagName = null;
        output.Content.Append(text[..from]);
        if (to > from)
        {
            output.Content.AppendHtml("<mark>").Append(text[from..to]).AppendHtml("</mark>");
        }

        output.Content.Append(text[to..]);
    }

    // Folding changes lengths (ﬁ becomes fi), so it is done letter by letter, noting where each piece came from.
    static (int From, int To) Place(string text, string sought)
    {
        if (sought.Length == 0)
        {
            return (0, 0);
        }

        int[] letters = [.. StringInfo.ParseCombiningCharacters(text), text.Length];
        var (folded, origins) = (new StringBuilder(), new List<int>());
        for (var i = 0; i + 1 < letters.Length; i++)
        {
            var piece = TextRules.Folded(text[letters[i]..letters[i + 1]]);
            folded.Append(piece);
            origins.AddRange(Enumerable.Repeat(i, piece.Length));
        }

        var at = folded.ToString().IndexOf(sought, StringComparison.Ordinal);
        return at < 0 ? (0, 0) : (letters[origins[at]], letters[origins[at + sought.Length - 1] + 1]);
    }
}
