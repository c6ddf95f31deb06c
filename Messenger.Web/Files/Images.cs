using System.Threading.RateLimiting;
using NetVips;

namespace Messenger.Web;

/// <summary>The size of a picture, once it stands upright.</summary>
/// <param name="Duration">In seconds, of one that moves.</param>
public sealed record Picture(int Width, int Height, double? Duration);

/// <summary>Draws pictures anew: upright, and without where and with what they were taken. What does not decode is refused.</summary>
public static class Images
{
    // A few hundred bytes on the wire can be gigabytes in memory, and minutes of work; the header says so before that happens.
    const int SideLimit = 8192, PixelLimit = 40_000_000, FrameLimit = 200, FramesLimit = 50_000_000;

    const int ThumbnailSide = 640, FaceSide = 256;

    // For what the header did not tell. Seconds are enough where nobody else wants the processor; on a busy machine everybody goes first.
    static readonly TimeSpan patience = TimeSpan.FromMinutes(1);

    // Each may hold a decoded picture, and half of the machine is for those who talk.
    static readonly SemaphoreSlim turns = new(Math.Max(1, Environment.ProcessorCount / 2));

    // One at a time for each person, or one account could hold all turns.
    static readonly PartitionedRateLimiter<int> ownTurns = PartitionedRateLimiter.Create<int, int>(person =>
        RateLimitPartition.GetConcurrencyLimiter(person, _ => new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = 20 }));

    // What it finds wrong with somebody's file is theirs to hear, not for the log.
    static readonly Log.LogDelegate quiet = (_, _, _) => { };

    static Images()
    {
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, quiet);
        NetVips.NetVips.BlockUntrusted = true;
        // Nothing is read twice: what it remembered would only be memory.
        Cache.Max = 0;
        // A picture is drawn by one thread, which lets others go first.
        NetVips.NetVips.Concurrency = 1;
    }

    /// <summary>Writes the picture anew in its own format, and a small one of it.</summary>
    public static Task<Picture> CleanAsync(int me, string from, FileType type, string to, string thumbnail) => InTurnAsync(me, to, stop =>
    {
        using var whole = Upright(from, type, stop);
        var apng = type.ContentType == "image/png" ? Apng.Find(from) : null;
        if (apng is { } frames)
        {
            // Only its first frame is drawn here, so the others are kept as they are.
            CheckSize(whole.Width, whole.PageHeight, frames.Count, frames.Pixels);
            whole.Avg();
            Apng.Copy(from, to);
        }
        else
        {
            Save(whole, type, to);
        }

        using var small = Small(from, ThumbnailSide, Enums.Size.Down, Enums.Interesting.None);
        small.Webpsave(thumbnail, q: 78, keep: Enums.ForeignKeep.None);
        return new Picture(whole.Width, whole.PageHeight, apng?.Duration ?? DurationOf(whole));
    });

    /// <summary>Writes a small square of its middle, as WebP.</summary>
    public static Task SquareAsync(int me, string from, FileType type, string to) => InTurnAsync(me, to, stop =>
    {
        // A small one is drawn from what can be read of it, so whether all of it can be is found out first.
        using var whole = Open(from, type, Enums.Access.Sequential, stop);
        whole.Avg();
        using var face = Small(from, FaceSide, Enums.Size.Both, Enums.Interesting.Centre);
        face.Webpsave(to, q: 82, keep: Enums.ForeignKeep.None);
        return true;
    });

    static async Task<T> InTurnAsync<T>(int me, string to, Func<CancellationToken, T> work)
    {
        using var mine = await ownTurns.AcquireAsync(me);
        if (!mine.IsAcquired)
        {
            throw Refused.TooMany(seconds: 5);
        }

        await turns.WaitAsync();
        using var deadline = new CancellationTokenSource(patience);
        try
        {
            return await LowPriority.RunAsync(() => work(deadline.Token));
        }
        catch (VipsException) when (deadline.IsCancellationRequested)
        {
            throw Refused.Invalid("picture_slow", "This picture takes too long to draw. Make it smaller, or put it into an archive.", "files");
        }
        catch (VipsException)
        {
            // It does not say in which of the two files something went wrong.
            DiskFull.Check(to);
            throw Refused.Invalid("picture_broken", "This picture is broken: it cannot be read.", "files");
        }
        finally
        {
            turns.Release();
        }
    }

    static Image Upright(string from, FileType type, CancellationToken stop)
    {
        var image = Open(from, type, Enums.Access.Sequential, stop);
        var isTurned = image.Height == image.PageHeight && image.Contains("orientation") && (int)image.Get("orientation") > 1;
        if (isTurned)
        {
            // Turning reads it in another order than it comes.
            image.Dispose();
            using var lying = Open(from, type, Enums.Access.Random, stop);
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
    static Image Open(string from, FileType type, Enums.Access access, CancellationToken stop)
    {
        const Enums.FailOn failOn = Enums.FailOn.Error;
        var image = type.ContentType switch
        {
            "image/jpeg" => Image.Jpegload(from, access: access, failOn: failOn),
            "image/png" => Image.Pngload(from, access: access, failOn: failOn),
            "image/gif" => Image.Gifload(from, n: -1, access: access, failOn: failOn),
            _ => Image.Webpload(from, n: -1, access: access, failOn: failOn),
        };
        try
        {
            CheckSize(image.Width, image.PageHeight, image.Height / image.PageHeight, (long)image.Width * image.Height);
        }
        catch (Refused)
        {
            image.Dispose();
            throw;
        }

        image.SetProgress(new Progress<int>(), stop);
        return image;
    }

    static void CheckSize(int width, int height, int frames, long pixels)
    {
        if (width > SideLimit || height > SideLimit || (long)width * height > PixelLimit)
        {
            throw Refused.Invalid("picture_too_large", "This picture has too many pixels: at most 8,192 on a side, and 40 million in all.", "files");
        }

        if (frames > FrameLimit || frames > 1 && pixels > FramesLimit)
        {
            throw Refused.Invalid("picture_too_long", "This picture moves for too long: at most 200 frames, and 50 million pixels in all of them.", "files");
        }
    }

    // In milliseconds each; browsers take a tenth of a second for what is not there, or too quick.
    static double? DurationOf(Image image)
    {
        var delays = image.Contains("delay") ? (int[])image.Get("delay") : [];
        var count = image.Height / image.PageHeight;
        return count < 2 ? null : Enumerable.Range(0, count).Sum(i => delays.ElementAtOrDefault(i) is > 10 and var delay ? delay : 100) / 1000.0;
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
                // With the colours that it has: choosing new ones is most of the work.
                image.Gifsave(to, effort: 1, reuse: true, keep: none);
                break;
            default:
                image.Webpsave(to, q: 86, keep: none);
                break;
        }
    }
}
