using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Messenger.Tests;

/// <summary>What is written in the sources is there in Russian, once.</summary>
[RunsOnce]
public sealed partial class EveryText
{
    public static string Root { get; } = Find();

    static readonly List<(string Name, string Value)> russian =
    [
        .. XDocument.Load(Path.Combine(Root, "Messenger.Web/Display/Texts.ru.resx")).Root!.Elements("data")
            .Select(data => (data.Attribute("name")!.Value, data.Element("value")!.Value)),
    ];

    [Fact]
    public void Of_a_page_is_there_in_Russian() => AssertThere(Sources("Messenger.Web").SelectMany(source => Texts().Matches(source)).Select(Said));

    [Fact]
    public void Of_a_choice_is_there_in_Russian() => AssertThere(
        from source in Sources("Messenger.Web")
        from choice in Choices().Matches(source)
        from text in Literals().Matches(choice.Groups[1].Value)
        select text.Groups[1].Value);

    [Fact]
    public void Of_a_refusal_is_there_in_Russian() =>
        AssertThere(Sources("Messenger.Domain").Concat(Sources("Messenger.Web")).SelectMany(source => Codes().Matches(source)).Select(match => $"refused.{match.Groups[1].Value}"));

    [Fact]
    public void Is_there_once()
    {
        var doubled = russian.GroupBy(text => text.Name).Where(same => same.Count() > 1).Select(same => same.Key);
        Assert.Empty(doubled);
    }

    [Fact]
    public void Is_said_somewhere()
    {
        var web = string.Concat(Sources("Messenger.Web"));
        var rules = string.Concat(Sources("Messenger.Domain")) + web;

        Assert.Empty(
            from text in russian.Select(text => text.Name)
            let code = text.StartsWith("refused.") ? text["refused.".Length..] : null
            where code is null ? !web.Contains($"\"{text}\"") && !IsCity(text) : !rules.Contains($"\"{code}\"")
            select text);

        // Zones.cs has them as America/Sao_Paulo.
        bool IsCity(string text) => web.Contains($"/{text.Replace(' ', '_')}\"");
    }

    [Fact]
    public void Has_the_same_gaps_in_both_languages() => Assert.Empty(
        from text in russian
        where !text.Name.StartsWith("refused.")
        where !text.Name.Split('|').All(english => text.Value.Split('|').All(form => Gaps(english).SetEquals(Gaps(form))))
        select text.Name);

    [Fact]
    public void That_counts_has_three_forms_in_Russian() =>
        Assert.Empty(russian.Where(text => text.Name.Contains('|') && text.Value.Split('|').Length != 3).Select(text => text.Name));

    static void AssertThere(IEnumerable<string> wanted) => Assert.Empty(wanted.Distinct().Except(russian.Select(text => text.Name)));

    static HashSet<string> Gaps(string text) => [.. Regex.Matches(text, @"\{\d+").Select(match => match.Value)];

    static string Said(Match match) => Regex.Unescape(match.Groups[1].Value);

    static IEnumerable<string> Sources(string project) =>
        from file in Directory.EnumerateFiles(Path.Combine(Root, project), "*.cs*", SearchOption.AllDirectories)
        where file.EndsWith(".cs") || file.EndsWith(".cshtml")
        where !file.Contains("/obj/") && !file.Contains("/bin/") && !file.Contains("/Migrations/")
        select File.ReadAllText(file);

    static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Messenger.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    [GeneratedRegex("""\b(?:[Tt]exts|T)(?:\[|\.Count\()\s*"((?:[^"\\]|\\.)*)"(?=[,\]])""")]
    private static partial Regex Texts();

    // T[isPinned ? "Unpin" : "Pin"]
    [GeneratedRegex("""\b(?:[Tt]exts|T)\[([^\]"]+\?[^\]]*)\]""")]
    private static partial Regex Choices();

    [GeneratedRegex(@"""((?:[^""\\]|\\.)*)""")]
    private static partial Regex Literals();

    [GeneratedRegex("""(?:Refused\.(?:Invalid|Forbidden)\(|new Refused\(Reason\.\w+, |new\(Reason\.\w+, )"(\w+)",""")]
    private static partial Regex Codes();
}
