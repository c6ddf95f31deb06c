namespace Messenger.Web.Pages;

/// <summary>The page of what a message can be written with, each drawn as messages are, and of the keys.</summary>
public sealed class HelpModel(Texts texts) : AppPage
{
    static readonly Dictionary<string, int> nobody = [];

    public IReadOnlyList<string> Typed { get; } =
    [
        $"**{texts["bold"]}**", $"*{texts["italic"]}*", $"~~{texts["gone"]}~~", $"`{texts["code"]}`", $"> {texts["a quote"]}",
        $"- {texts["one"]}\n- {texts["two"]}", $"[{texts["words"]}](https://example.org)", $"```\n{texts["code"]}\n```",
    ];

    public static string Drawn(string typed) => Markup.ToHtml(typed, nobody);
}
