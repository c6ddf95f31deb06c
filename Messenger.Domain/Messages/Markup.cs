namespace Messenger.Domain;

public static class Markup
{
    public static string ToHtml(string text, IReadOnlyDictionary<string, int> mentions) => $"<p>{System.Net.WebUtility.HtmlEncode(text)}</p>";

    public static IReadOnlyList<string> MentionedIn(string text) => [];

    public static string ToPlain(string text, int limit) => text.Length > limit ? text[..limit] : text;
}
