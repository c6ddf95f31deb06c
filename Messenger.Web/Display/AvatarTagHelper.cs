using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Messenger.Web;

/// <summary>
/// The tag <c>&lt;avatar chat="…"&gt;</c>, <c>&lt;avatar person="…"&gt;</c> or <c>&lt;avatar me="…"&gt;</c>: a
/// picture, or initials where there is none; silent for screen readers.
/// </summary>
public sealed class AvatarTagHelper(Texts texts) : TagHelper
{
    public ChatView? Chat { get; set; }

    public PersonView? Person { get; set; }

    public Me? Me { get; set; }

    /// <summary>Whose face it is, for those who point at it: there is a name beside it for everybody else.</summary>
    public string? Href { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var (name, hue, src) = this switch
        {
            { Chat: { } chat } => (DisplayNames.Of(chat, texts), $"{AvatarDefaults.Hue(chat)}{(chat.IsGroup ? " group" : "")}", chat.Avatar),
            { Person: { } person } => (DisplayNames.Of(person, texts), AvatarDefaults.Hue(person.Id), person.Avatar),
            _ => (Me!.Name, AvatarDefaults.Hue(Me.Id), Me.Avatar),
        };
        // Razor makes an empty text of null.
        output.TagName = string.IsNullOrEmpty(Href) ? "span" : "a";
        output.Attributes.SetAttribute("class", $"avatar {hue} {output.Attributes["class"]?.Value}".TrimEnd());
        output.Attributes.SetAttribute("aria-hidden", "true");
        if (!string.IsNullOrEmpty(Href))
        {
            output.Attributes.SetAttribute("href", Href);
            output.Attributes.SetAttribute("tabindex", "-1");
        }

        if (src is null)
        {
            output.PreContent.AppendHtml("<span class=\"initials\">").Append(AvatarDefaults.Initials(name)).AppendHtml("</span>");
        }
        else
        {
            output.PreContent.AppendHtml("<img alt=\"\" src=\"").Append(src).AppendHtml("\">");
        }
    }
}
