namespace Messenger.Tests;

/// <summary>A page's HTML is read by people, too.</summary>
[RunsOnce]
public sealed class TheViews
{
    const int Widest = 130;

    [Fact]
    public void Have_no_line_wider_than_a_screen() => Assert.Empty(
        from file in Directory.EnumerateFiles(Path.Combine(EveryText.Root, "Messenger.Web/Pages"), "*.cshtml", SearchOption.AllDirectories)
        from line in File.ReadLines(file).Index()
        where line.Item.Length > Widest
        select $"{Path.GetRelativePath(EveryText.Root, file)}:{line.Index + 1} has {line.Item.Length}");
}
