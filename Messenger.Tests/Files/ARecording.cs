using FsCheck;
using FsCheck.Fluent;
using Messenger.Web;

namespace Messenger.Tests;

/// <summary>Sound or video says how long it plays.</summary>
[RunsOnce]
public sealed class ARecording
{
    /// <summary>What its file says of itself, and what is read from it.</summary>
    public static TheoryData<string, byte[], MediaInfo> Known => new()
    {
        { "mp4", Recordings.Mp4(12.5, 640, 360), new(12.5, 640, 360) },
        { "mp4, on its side", Recordings.Mp4(3, 640, 360, isTurned: true), new(3, 360, 640) },
        { "mp4, wide headers", Recordings.Mp4(7, 320, 240, isWide: true), new(7, 320, 240) },
        { "mp4, long boxes", Recordings.LargeMp4(7_200), new(7_200) },
        { "mov", Recordings.Mp4(2, 100, 50, brand: "qt  "), new(2, 100, 50) },
        { "m4a", Recordings.Mp4(61, brand: "M4A "), new(61) },
        { "wav", Recordings.Wav(4), new(4) },
        { "flac", Recordings.Flac(9), new(9) },
        { "webm, recorded", Recordings.RecordedWebM(12), new(11.98, HasVideo: false) },
        { "webm, known", Recordings.KnownWebM(3.5), new(3.5, HasVideo: false) },
        { "opus", Recordings.Opus(5), new(5) },
        { "vorbis", Recordings.Vorbis(6), new(6) },
        { "mp3, counted", Recordings.CountedMp3(3_828), new(3_828 * 1152 / 44_100.0) },
        { "mp3, without a tag", Recordings.CountedMp3(100, isTagged: false), new(100 * 1152 / 44_100.0) },
        { "mp3, steady", Recordings.SteadyMp3(3), new(3) },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Is_as_long_and_as_large_as_it_says(string name, byte[] bytes, MediaInfo expected)
    {
        Assert.NotEmpty(name);

        Assert.Equal(expected, Read(bytes));
    }

    [Fact]
    public void Says_nothing_where_nobody_knows()
    {
        // But six bytes of frames do play, though not for long.
        Assert.All(SampleFiles.All.Where(kind => kind.Key != "frames.mp3"), kind => Assert.Equal(new MediaInfo(), Read(kind.Value.Bytes)));
        // Still being recorded, or in pieces: as long as can be.
        Assert.Equal(new MediaInfo(), Read(Recordings.Mp4(uint.MaxValue / 600.0)));
        Assert.Equal(new MediaInfo(), Read(Recordings.Mp4(0)));
    }

    [Fact]
    public void May_be_broken_anywhere() => Assert.All(Broken().Sample(20_000, 30), bytes =>
        Assert.True(Read(bytes) is { Duration: null or > 0 and < 10_000_000, Width: null or > 0, Height: null or > 0 }, Convert.ToHexString(bytes)));

    // One of those known, cut short, with some of its bytes changed to those at which numbers turn over.
    static Gen<byte[]> Broken() =>
        from whole in Gen.Elements(Known.Select(row => row.Data.Item2).Where(bytes => bytes.Length < 4_000))
        from length in Gen.Choose(12, whole.Length)
        from changes in Gen.ListOf(Gen.Zip(Gen.Choose(12, whole.Length - 1), Gen.Elements<byte>(0, 1, 0x7F, 0x80, 0xFF)))
        select Changed(whole, length, changes);

    internal static byte[] Changed(byte[] whole, int length, IEnumerable<(int At, byte To)> changes)
    {
        var changed = whole.ToArray();
        foreach (var (at, to) in changes)
        {
            changed[at] = to;
        }

        return changed[..length];
    }

    static MediaInfo Read(byte[] bytes) => MediaInfo.Read(new MemoryStream(bytes), FileType.Of(bytes.AsSpan(0, Math.Min(bytes.Length, FileType.HeadLength))));
}
