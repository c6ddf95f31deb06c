using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Messenger.Web;

/// <summary>
/// The tag <c>&lt;icon name="send" /&gt;</c>: a symbol of icons.svg or icons-more.svg, silent for screen readers.
/// </summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper : TagHelper
{
    // What a chat shows is in a file of its own, which every first visit waits for; these are in the other.
    static readonly HashSet<string> more =
        ["camera-off", "database", "download", "hang-up", "laptop", "leave", "lock", "mic-off", "moon", "phone", "pulse", "screen", "stop", "sun"];

    public required string Name { get; set; }

    public static string FileOf(string name) => more.Contains(name) ? "icons-more.svg" : "icons.svg";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var extra = output.Attributes["class"]?.Value;
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", extra is null ? "icon" : $"icon {extra}");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.AppendHtml("<use href=\"/").Append(FileOf(Name)).AppendHtml("#").Append(Name).AppendHtml("\"/>");
    }
}
