using System.Text.RegularExpressions;
using Messenger.Web;

namespace Messenger.Tests;

/// <summary>A page's HTML is read by people, too.</summary>
[RunsOnce]
public sealed partial class TheViews
{
    const int Widest = 130;

    [Fact]
    public void Have_no_line_wider_than_a_screen() => Assert.Empty(
        from file in Directory.EnumerateFiles(Path.Combine(EveryText.Root, "Messenger.Web/Pages"), "*.cshtml", SearchOption.AllDirectories)
        from line in File.ReadLines(file).Index()
        where line.Item.Length > Widest
        select $"{Path.GetRelativePath(EveryText.Root, file)}:{line.Index + 1} has {line.Item.Length}");

    /// <summary>The examples on the page of help are ours, and go through it as well.</summary>
    [Fact]
    public void Draw_nothing_raw_but_what_Markup_has_made() => Assert.Equal(
        ["@Html.Raw(HelpModel.Drawn(typed))", "@Html.Raw(Markup.ToHtml(message.Caption, message.Mentions))"],
        (from file in Directory.EnumerateFiles(Path.Combine(EveryText.Root, "Messenger.Web/Pages"), "*.cs*", SearchOption.AllDirectories)
         from line in File.ReadLines(file)
         where line.Contains("Html.Raw(")
         let beginning = line.IndexOf("@Html.Raw(", StringComparison.Ordinal)
         select line[beginning..].Split("</")[0]).Order(StringComparer.Ordinal));

    [Fact]
    public void Show_icons_that_are_there()
    {
        var drawn = new[] { "icons.svg", "icons-more.svg" }.SelectMany(file => Symbols.Matches(File.ReadAllText(Path.Combine(EveryText.Root, "Messenger.Web/wwwroot", file)))
            .Select(symbol => (file, symbol.Groups[1].Value))).ToHashSet();

        Assert.Empty(
            from file in Directory.EnumerateFiles(Path.Combine(EveryText.Root, "Messenger.Web/Pages"), "*.cshtml", SearchOption.AllDirectories)
            from icon in Icons.Matches(File.ReadAllText(file)).Select(icon => icon.Groups[1].Value)
            where !drawn.Contains((IconTagHelper.FileOf(icon), icon))
            select $"{Path.GetRelativePath(EveryText.Root, file)}: {icon}");
    }

    [GeneratedRegex("<symbol id=\"([^\"]+)\"")]
    static partial Regex Symbols { get; }

    [GeneratedRegex("<icon name=\"([a-z-]+)\"")]
    static partial Regex Icons { get; }
}
