using System.Text.RegularExpressions;

namespace Messenger.Tests;

/// <summary>A message as a page, an answer or a fragment draws it. Of system lines the author is 0.</summary>
public sealed partial record Drawn(int Id, int Sequence, long Revision, int Author, string ClientId, string Text)
{
    public static IReadOnlyList<Drawn> In(string html) => [.. Item().Matches(html).Select(From)];

    /// <summary>A whole chat, from its first message to its last, as one of its members reads it page by page.</summary>
    public static async Task<IReadOnlyList<Drawn>> AllAsync(Browser reader, int chat)
    {
        List<Drawn> all = [];
        while (true)
        {
            var page = In((await reader.OpenAsync($"/chats/{chat}?after={all.LastOrDefault()?.Sequence ?? 0}")).Html);
            if (page.Count == 0)
            {
                return all;
            }

            all.AddRange(page);
        }
    }

    static Drawn From(Match match)
    {
        var (attributes, inside) = (match.Groups[1].Value, match.Groups[2].Value);
        return new Drawn(
            int.Parse(Page.Value(attributes, "id")!["message-".Length..]), Number("data-sequence"), Number("data-revision"), Number("data-author"),
            Page.Value(attributes, "data-client") ?? "", Page.WordsOf(Said().Match(inside) is { Success: true } said ? said.Groups[1].Value : inside));

        int Number(string name) => int.Parse(Page.Value(attributes, name) ?? "0");
    }

    // The reactions are a list within; they come after the text.
    [GeneratedRegex("""<li ((?=[^>]*id="message-[1-9])[^>]*)>(.*?)</li>""", RegexOptions.Singleline)]
    private static partial Regex Item();

    [GeneratedRegex("""class="said"[^>]*>(.*?)<footer""", RegexOptions.Singleline)]
    private static partial Regex Said();
}
