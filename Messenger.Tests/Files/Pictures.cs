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

    public static Image Read(byte[] picture) => Image.NewFromBuffer(picture);

    public static int Frames(byte[] film) => Image.NewFromBuffer(film, "[n=-1]") is var all ? all.Height / all.PageHeight : 0;

    static Image Plain(int width, int height, int shade = 120) => Image.Black(width, height).NewFromImage(shade, 80, 200).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
}
