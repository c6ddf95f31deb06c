using System.Net;
using System.Text.RegularExpressions;

namespace Messenger.Tests;

/// <summary>A page as it came, its words, and its forms.</summary>
public sealed partial record Page(HttpStatusCode Status, string Path, string Html, HttpResponseMessage Answer)
{
    /// <summary>What a person reads: no tags, single spaces.</summary>
    public string Words => WordsOf(Title().Replace(Html, ""));

    public IReadOnlyList<Form> Forms => [.. Parts("form", Html).Select(form => Form.From(form.Attributes, form.Inside, Path))];

    public static async Task<Page> FromAsync(HttpResponseMessage answer) => new(
        answer.StatusCode, answer.RequestMessage!.RequestUri!.PathAndQuery,
        await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer);

    public Form FindForm(string actionOrButton) =>
        Forms.FirstOrDefault(form => form.Action == actionOrButton || form.Buttons.Contains(actionOrButton))
        ?? throw new InvalidOperationException($"No form “{actionOrButton}” here: {Status} {Path}\n{Html}");

    internal static string WordsOf(string html) => Spaces().Replace(WebUtility.HtmlDecode(Tag().Replace(html, " ")), " ").Trim();

    internal static IEnumerable<(string Attributes, string Inside)> Parts(string tag, string html) =>
        Regex.Matches(html, $@"<{tag}\b([^>]*)>(.*?)</{tag}>", RegexOptions.Singleline).Select(match => (match.Groups[1].Value, match.Groups[2].Value));

    /// <summary>An attribute's value; empty when it has none, null when it is not there.</summary>
    internal static string? Value(string attributes, string name) =>
        Regex.Match(attributes, $@"(?:^|\s){name}(?:=""([^""]*)"")?(?=\s|/|$)") is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;

    [GeneratedRegex("<title>.*?</title>", RegexOptions.Singleline)]
    private static partial Regex Title();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
