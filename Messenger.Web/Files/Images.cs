using Messenger.Domain;
using NetVips;

namespace Messenger.Web;

/// <summary>How large a picture is, once it stands upright.</summary>
public sealed record Picture(int Width, int Height);

/// <summary>Draws pictures anew: upright, and without where and with what they were taken. What does not decode is refused.</summary>
public static class Images
{
    // A few hundred bytes on the wire can be gigabytes in memory; the header says so before that happens.
    const int PixelLimit = 40_000_000, FramesLimit = 100_000_000;

    const int ThumbnailSide = 640, FaceSide = 256;

    // Each may hold a decoded picture; more at once would not be quicker on few cores.
    static readonly SemaphoreSlim turns = new(2);

    // What it finds wrong with somebody's file is theirs to hear, not for the log.
    static readonly Log.LogDelegate quiet = (_, _, _) => { };

    static Images()
    {
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, quiet);
        NetVips.NetVips.BlockUntrusted = true;
        // Nothing is read twice: what it remembered would only be memory.
        Cache.Max = 0;
    }

    /// <summary>Writes the picture anew in its own format, and a small one of it.</summary>
    public static Task<Picture> CleanAsync(string from, FileType type, string to, string thumbnail) => InTurnAsync(() =>
    {
        using var whole = Upright(from, type);
        Save(whole, type, to);
        using var small = Small(from, ThumbnailSide, Enums.Size.Down, Enums.Interesting.None);
        small.Webpsave(thumbnail, q: 78, keep: Enums.ForeignKeep.None);
        return new Picture(whole.Width, whole.PageHeight);
    });

    /// <summary>Writes a small square of its middle, as WebP.</summary>
    public static Task SquareAsync(string from, FileType type, string to) => InTurnAsync(() =>
    {
        // A small one is drawn from what can be read of it, so whether all of it can be is found out first.
        using var whole = Open(from, type, Enums.Access.Sequential);
        whole.Avg();
        using var face = Small(from, FaceSide, Enums.Size.Both, Enums.Interesting.Centre);
        face.Webpsave(to, q: 82, keep: Enums.ForeignKeep.None);
        return true;
    });

    static async Task<T> InTurnAsync<T>(Func<T> work)
    {
        await turns.WaitAsync();
        try
        {
            return await Task.Run(work);
        }
        catch (VipsException)
        {
            throw Refused.Invalid("picture_broken", "This picture is broken: it cannot be read.", "files");
        }
        finally
        {
            turns.Release();
        }
    }

    static Image Upright(string from, FileType type)
    {
        var image = Open(from, type, Enums.Access.Sequential);
        var isTurned = image.Height == image.PageHeight && image.Contains("orientation") && (int)image.Get("orientation") > 1;
        if (isTurned)
        {
            // Turning reads it in another order than it comes.
            image.Dispose();
            using var lying = Open(from, type, Enums.Access.Random);
            image = lying.Autorot();
        }

        if (!image.Contains("icc-profile-data"))
        {
            return image;
        }

        // The colours it means go with the rest of what is not pixels.
        using (image)
        {
            return image.IccTransform("srgb", embedded: true);
        }
    }

    /// <summary>Reads the header; pixels come when they are asked for.</summary>
    static Image Open(string from, FileType type, Enums.Access access)
    {
        const Enums.FailOn failOn = Enums.FailOn.Error;
        var image = type.ContentType switch
        {
            "image/jpeg" => Image.Jpegload(from, access: access, failOn: failOn),
            "image/png" => Image.Pngload(from, access: access, failOn: failOn),
            "image/gif" => Image.Gifload(from, n: -1, access: access, failOn: failOn),
            _ => Image.Webpload(from, n: -1, access: access, failOn: failOn),
        };
        if ((long)image.Width * image.PageHeight > PixelLimit || (long)image.Width * image.Height > FramesLimit)
        {
            image.Dispose();
            throw Refused.Invalid("picture_too_large", "This picture has too many pixels: at most 40 million.", "files");
        }

        return image;
    }

    static Image Small(string from, int side, Enums.Size size, Enums.Interesting crop)
    {
        // A stream, because in the name of a file brackets would be options.
        using var stream = File.OpenRead(from);
        using var small = Image.ThumbnailStream(stream, side, height: side, size: size, crop: crop, outputProfile: "srgb", failOn: Enums.FailOn.Error);
        return small.CopyMemory();
    }

    static void Save(Image image, FileType type, string to)
    {
        const Enums.ForeignKeep none = Enums.ForeignKeep.None;
        switch (type.ContentType)
        {
            case "image/jpeg":
                image.Jpegsave(to, q: 86, optimizeCoding: true, keep: none);
                break;
            case "image/png":
                image.Pngsave(to, keep: none);
                break;
            case "image/gif":
                image.Gifsave(to, effort: 4, keep: none);
                break;
            default:
                image.Webpsave(to, q: 86, keep: none);
                break;
        }
    }
}
