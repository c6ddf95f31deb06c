using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Messenger.Web;

/// <summary><c>&lt;avatar name="Ann" hue="hue-3" src="…"&gt;</c>: a picture, or initials where there is none; silent for screen readers.</summary>
public sealed class AvatarTagHelper : TagHelper
{
    public required string Name { get; set; }

    public required string Hue { get; set; }

    public string? Src { get; set; }

    /// <summary>Whose face it is, for those who point at it: there is a name beside it for everybody else.</summary>
    public string? Href { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // Razor makes an empty text of null.
        output.TagName = string.IsNullOrEmpty(Href) ? "span" : "a";
        output.Attributes.SetAttribute("class", $"avatar {Hue} {output.Attributes["class"]?.Value}".TrimEnd());
        output.Attributes.SetAttribute("aria-hidden", "true");
        if (!string.IsNullOrEmpty(Href))
        {
            output.Attributes.SetAttribute("href", Href);
            output.Attributes.SetAttribute("tabindex", "-1");
        }

        if (string.IsNullOrEmpty(Src))
        {
            output.PreContent.AppendHtml("<span class=\"initials\">").Append(AvatarDefaults.Initials(Name)).AppendHtml("</span>");
        }
        else
        {
            output.PreContent.AppendHtml("<img alt=\"\" src=\"").Append(Src).AppendHtml("\">");
        }
    }
}
