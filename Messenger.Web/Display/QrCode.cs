using System.Collections;
using System.Globalization;
using System.Text;
using QRCoder;

namespace Messenger.Web;

/// <summary>A text as a QR code: the path of its dark squares, each one unit wide, for SVG that needs no style.</summary>
/// <param name="Size">Of the whole, with the margin that readers need.</param>
public sealed record QrCode(int Size, string Path)
{
    public static QrCode Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            AddRow(path, rows[y], y);
        }

        return new QrCode(rows.Count, $"{path}");
    }

    // Neighbours in a row are one rectangle: half as long, and without seams between them.
    static void AddRow(StringBuilder path, BitArray row, int y)
    {
        for (var x = 0; x < row.Count; x++)
        {
            var from = x;
            while (x < row.Count && row[x])
            {
                x++;
            }

            if (x > from)
            {
                path.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from}v1h-{x - from}z");
            }
        }
    }
}
