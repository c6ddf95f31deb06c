using System.Text.RegularExpressions;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>
/// The examples of CommonMark's specification (npm: commonmark-spec) that read here as they do there. The others want headings, HTML, links to
/// other parts of the text, or are where we show as typed what the specification makes a list, code or bold.
/// </summary>
[RunsOnce]
public sealed class KeepingToCommonMark
{
    static readonly int[] fences = [119, 121, 122, 124, 131, 132, 133, 135, 136, 140, 142, 145, 147];
    static readonly int[] quotes = [242, 243, 244, 245, 248, 249];
    static readonly int[] lists = [261, 266, 269, 285, 294, 295, 303, 304, 306, 310, 314, 320, 321, 323];
    static readonly int[] codeSpans = [328, 329, 330, 331, 332, 333, 338, 339, 340, 341, 342, 343, 345, 347, 348, 349];

    static readonly int[] emphasis =
    [
        350, 351, 352, 353, 354, 357, 358, 359, 360, 361, 362, 363, 365, 366, 367, 368, 369, 371, 372, 373, 374, 375, 376, 377, 378, 379, 380, 383, 384,
        385, 386, 387, 388, 391, 392, 393, 394, 395, 396, 397, 398, 400, 401, 405, 407, 410, 412, 413, 414, 418, 420, 421, 423, 428, 430, 431, 432, 434,
        435, 436, 439, 444, 446, 448, 451, 460, 461, 463, 467, 469, 471, 472, 478, 479,
    ];

    static readonly int[] paragraphs = [219, 220, 221, 648, 650, 651, 652];

    static readonly Lazy<MatchCollection> examples = new(() => Regex.Matches(
        File.ReadAllText(Path.Combine(EveryText.Root, "Messenger.Web/node_modules/commonmark-spec/spec.txt")).Split("<!-- END TESTS -->")[0].Replace('→', '\t'),
        "^`{32} example\n(?<text>.*?)^\\.\n(?<html>.*?)^`{32}$", RegexOptions.Multiline | RegexOptions.Singleline));

    public static TheoryData<int> Kept => [.. fences, .. quotes, .. lists, .. codeSpans, .. emphasis, .. paragraphs];

    [Theory]
    [MemberData(nameof(Kept))]
    public void Example_reads_as_specified(int number)
    {
        var example = examples.Value[number - 1];

        Assert.Equal(
            WithoutBreaks(example.Groups["html"].Value),
            Markup.ToHtml(example.Groups["text"].Value, new Dictionary<string, int>()).Replace("&#39;", "'"));
    }

    // There a block ends its line, here the style sheet sees to that; and an item's first paragraph stands in it without p.
    static string WithoutBreaks(string html) => Regex.Replace(Regex.Replace(html, @"\n?(</?(?:p|ul|ol|li|blockquote|pre)\b[^>]*>)\n?", "$1"), " class=\"language-.*?\"", "")
        .Replace("\n</code></pre>", "</code></pre>").Replace("<li><p>", "<li>").Replace("</p></li>", "</li>").TrimEnd('\n');
}
