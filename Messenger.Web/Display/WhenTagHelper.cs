using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Messenger.Web;

/// <summary>
/// The tag <c>&lt;when at="…" as="clock" /&gt;</c>: a time in UTC that time.js makes local. Until then, and without
/// JavaScript, it is shown in the reader's own zone; in a live fragment, which has many readers, in UTC.
/// </summary>
[HtmlTargetElement("when", TagStructure = TagStructure.WithoutEndTag)]
public sealed class WhenTagHelper(TimeProvider time) : TagHelper
{
    public DateTimeOffset At { get; set; }

    /// <summary>clock (12:04), short (12:04, Mon or 3 Nov, whichever says enough) or full (3 November 2026 12:04).</summary>
    public string As { get; set; } = "clock";

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var zone = ReaderTimeZone.Of(View.HttpContext);
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        // Rows of the list are ordered by it, also those that changed in the same second.
        var precision = As == "short" ? "ss.fffZ" : "ssZ";
        output.Attributes.SetAttribute("datetime", At.UtcDateTime.ToString($"yyyy-MM-ddTHH:mm:{precision}", CultureInfo.InvariantCulture));
        output.Attributes.SetAttribute("data-as", As);
        var format = Format(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone));
        output.Content.SetContent(TimeZoneInfo.ConvertTime(At, zone).ToString(format, CultureInfo.CurrentCulture));
    }

    string Format(DateTimeOffset now) => As switch
    {
        "full" => "d MMMM yyyy HH:mm",
        "short" when now - At > TimeSpan.FromDays(300) => "d.MM.yy",
        "short" when now - At > TimeSpan.FromDays(6) => "d MMM",
        "short" when now.Date > TimeZoneInfo.ConvertTime(At, ReaderTimeZone.Of(View.HttpContext)).Date => "ddd",
        _ => "HH:mm",
    };
}
