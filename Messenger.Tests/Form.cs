using System.Net;
using System.Text.RegularExpressions;

namespace Messenger.Tests;

/// <summary>A form with what it would send if it were submitted as it is.</summary>
public sealed record Form(string Method, string Action, IReadOnlyList<(string Name, string Value)> Fields, IReadOnlyList<string> Buttons)
{
    public string? this[string name] => Fields.FirstOrDefault(field => field.Name == name).Value;

    internal static Form From(string attributes, string inside, string path) => new(
        Page.Value(attributes, "method") ?? "get",
        Page.Value(attributes, "action") is { Length: > 0 } action ? action : path,
        [.. Inputs(inside), .. Texts(inside), .. Choices(inside)],
        [.. Page.Parts("button", inside).Select(button => Page.WordsOf(button.Inside))]);

    static IEnumerable<(string, string)> Inputs(string inside) =>
        from input in Regex.Matches(inside, "<input([^>]*)>").Select(match => match.Groups[1].Value)
        where Page.Value(input, "name") is not null
        where Page.Value(input, "type") is not ("checkbox" or "radio") || Page.Value(input, "checked") is not null
        select (Page.Value(input, "name")!, Page.Value(input, "value") ?? "");

    // A browser drops the line end that Razor writes after the tag.
    static IEnumerable<(string, string)> Texts(string inside) =>
        from area in Page.Parts("textarea", inside)
        select (Page.Value(area.Attributes, "name")!, WebUtility.HtmlDecode(Regex.Replace(area.Inside, @"^\r?\n", "")));

    static IEnumerable<(string, string)> Choices(string inside) =>
        from list in Page.Parts("select", inside)
        let options = Page.Parts("option", list.Inside).Select(option => option.Attributes).ToList()
        select (Page.Value(list.Attributes, "name")!, Page.Value(options.Find(option => Page.Value(option, "selected") is not null) ?? options[0], "value")!);
}
