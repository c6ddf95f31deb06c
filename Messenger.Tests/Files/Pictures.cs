using NetVips;

namespace Messenger.Tests;

/// <summary>Pictures for tests, made on the spot.</summary>
static class Pictures
{
    public const int OrientationOfAPhoneHeldUpright = 6;

    public static byte[] Jpeg(int width = 60, int height = 40) => Plain(width, height).JpegsaveBuffer();

    public static byte[] Png(int width = 60, int height = 40) => Plain(width, height).PngsaveBuffer();

    public static byte[] Webp(int width = 60, int height = 40) => Plain(width, height).WebpsaveBuffer();

    public static byte[] Gif(int width = 60, int height = 40) => Plain(width, height).GifsaveBuffer();

    /// <summary>As a phone takes it: lying, with the way to turn it, the place and the camera written into it.</summary>
    public static byte[] Photo(int width = 60, int height = 40) => Plain(width, height).Mutate(image =>
    {
        image.Set(GValue.GIntType, "orientation", OrientationOfAPhoneHeldUpright);
        image.Set(GValue.GStrType, "exif-ifd0-Make", "Secret Camera (Secret Camera, ASCII, 14 components, 14 bytes)");
        image.Set(GValue.GStrType, "exif-ifd3-GPSLatitude", "55/1 45/1 0/1 (55, 45,  0, Rational, 3 components, 24 bytes)");
    }).JpegsaveBuffer();

    /// <summary>Three frames of different colours.</summary>
    public static byte[] Moving(string format)
    {
        using var frames = Image.Arrayjoin([Plain(40, 30, 20), Plain(40, 30, 120), Plain(40, 30, 220)], across: 1);
        using var film = frames.Mutate(image =>
        {
            image.Set(GValue.GIntType, "page-height", 30);
            image.Set(GValue.ArrayIntType, "delay", new[] { 100, 100, 100 });
        });
        return format == "gif" ? film.GifsaveBuffer() : film.WebpsaveBuffer();
    }

    /// <summary>Hardly smaller than its pixels.</summary>
    public static byte[] Noise(int width, int height) =>
        Image.Gaussnoise(width, height, sigma: 60, mean: 128).Cast(Enums.BandFormat.Uchar).Bandjoin(Image.Gaussnoise(width, height, sigma: 60, mean: 128).Cast(Enums.BandFormat.Uchar), Image.Gaussnoise(width, height, sigma: 60, mean: 128).Cast(Enums.BandFormat.Uchar)).Copy(interpretation: Enums.Interpretation.Srgb).PngsaveBuffer();

    /// <summary>So many frames, each of another colour.</summary>
    public static byte[] Moving(string format, int width, int height, int count)
    {
        using var frames = Image.Arrayjoin([.. Enumerable.Range(0, count).Select(i => Plain(width, height, 20 + i * 37 % 230))], across: 1);
        using var film = frames.Mutate(image =>
        {
            image.Set(GValue.GIntType, "page-height", height);
            image.Set(GValue.ArrayIntType, "delay", Enumerable.Repeat(100, count).ToArray());
        });
        return format == "gif" ? film.GifsaveBuffer() : film.WebpsaveBuffer(lossless: true);
    }

    /// <summary>A PNG that moves, half a second a frame, with a text in it that says where it was made.</summary>
    public static byte[] Apng(int width, int height, int count)
    {
        var still = Png(width, height);
        var (head, pixels) = (still[..33], Enumerable.Range(0, still.Length).Where(at => still.AsSpan(at).StartsWith("IDAT"u8)).Select(at => still[(at + 4)..(at + 4 + Number(still, at - 4))]).SelectMany(part => part).ToArray());
        var sequence = 0;
        List<byte> film = [.. head, .. Chunk("acTL", [.. Big(count), .. Big(0)]), .. Chunk("tEXt", "Comment\0Secret place"u8.ToArray())];
        for (var i = 0; i < count; i++)
        {
            film.AddRange(Chunk("fcTL", [.. Big(sequence++), .. Big(width), .. Big(height), .. Big(0), .. Big(0), 0, 1, 0, 2, 0, 0]));
            film.AddRange(i == 0 ? Chunk("IDAT", pixels) : Chunk("fdAT", [.. Big(sequence++), .. pixels]));
        }

        return [.. film, .. Chunk("IEND", [])];
    }

    static byte[] Chunk(string type, byte[] data)
    {
        byte[] named = [.. System.Text.Encoding.ASCII.GetBytes(type), .. data];
        return [.. Big(data.Length), .. named, .. Big((int)Crc(named))];
    }

    // PNG, annex D.
    static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
            }
        }

        return ~crc;
    }

    static byte[] Big(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

    static int Number(byte[] bytes, int at) => bytes[at] << 24 | bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3];

    public static Image Read(byte[] picture) => Image.NewFromBuffer(picture);

    public static int Frames(byte[] film) => Image.NewFromBuffer(film, "[n=-1]") is var all ? all.Height / all.PageHeight : 0;

    static Image Plain(int width, int height, int shade = 120) => Image.Black(width, height).NewFromImage(shade, 80, 200).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
}
