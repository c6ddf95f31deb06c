using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Texts as they become HTML, among some people.</summary>
public abstract class MarkupTexts
{
    protected static readonly Dictionary<string, int> People = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ann"] = 1,
        ["Kofi"] = 3,
        ["Зоя"] = 7,
        ["José"] = 8,
        ["a.b-c"] = 9,
        ["kofi_"] = 10,
    };

    protected static string Html(string text) => Markup.ToHtml(text, People);

    protected static string Link(string address, string? words = null) =>
        $"""<a href="{address}" rel="nofollow noopener noreferrer" target="_blank">{words ?? address}</a>""";
}
