using System.Text;
using Microsoft.AspNetCore.Razor.TagHelpers;
using QRCoder;

namespace Messenger.Web;

/// <summary>
/// The tag <c>&lt;qr-code text="…" label="…" /&gt;</c>: a text for a camera, as a picture without
/// styles. It is dark on white whatever the theme, as cameras want it.
/// </summary>
[HtmlTargetElement("qr-code", TagStructure = TagStructure.WithoutEndTag)]
public sealed class QrCodeTagHelper : TagHelper
{
    public required string Text { get; set; }

    /// <summary>What it is, for who does not see it.</summary>
    public required string Label { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        using var code = QRCodeGenerator.GenerateQrCode(Text, QRCodeGenerator.ECCLevel.M);
        var size = code.ModuleMatrix.Count;
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "qr-code");
        output.Attributes.SetAttribute("role", "img");
        output.Attributes.SetAttribute("aria-label", Label);
        output.Attributes.SetAttribute("viewBox", $"0 0 {size} {size}");
        output.Attributes.SetAttribute("shape-rendering", "crispEdges");
        output.Content.AppendHtml("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path fill=\"#000\" d=\"").Append(PathOf(code)).AppendHtml("\"/>");
    }

    // Each row as the strokes that are dark in it.
    static string PathOf(QRCodeData code)
    {
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            var row = code.ModuleMatrix[y];
            for (var x = 0; x < row.Count; x++)
            {
                var start = x;
                while (x < row.Count && row[x])
                {
                    x++;
                }

                path.Append(x > start ? $"M{start} {y}h{x - start}v1H{start}z" : "");
            }
        }

        return path.ToString();
    }
}
