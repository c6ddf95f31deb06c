using System.Buffers.Binary;
using System.Text;

namespace Messenger.Tests;

/// <summary>Sound and video as small as they can be and still say how long they play. Times are in seconds.</summary>
static class Recordings
{
    public static byte[] Mp4(double duration, int width = 0, int height = 0, bool isTurned = false, bool isWide = false, string brand = "isom") =>
    [
        .. Box("ftyp", Encoding.ASCII.GetBytes(brand), UInt32(512)),
        .. Box("mdat", new byte[50]),
        .. Box("moov", MovieHeader(duration, isWide), Box("trak", Sound(isWide)), Box("trak", Sides(width, height, isTurned, isWide))),
    ];

    /// <summary>Its movie is as long as 8 bytes can tell, and what comes before it too.</summary>
    public static byte[] LargeMp4(double duration) =>
        [.. Box("ftyp", "isom"u8.ToArray(), UInt32(512)), .. UInt32(1), .. "mdat"u8, .. UInt64(66), .. new byte[50], .. UInt32(0), .. "moov"u8, .. MovieHeader(duration, isWide: true)];

    /// <summary>As phones, cameras and their programs write where it was taken: at each of these places is <paramref name="place"/>, and a title in between.</summary>
    public static byte[] Located(string place)
    {
        var told = Encoding.ASCII.GetBytes(place);
        byte[] head = Box("ftyp", "qt  "u8.ToArray(), UInt32(512));
        // Two chunks of a track that measures: two samples in the first, one in the second.
        byte[] data = Box("mdat", told, told, "picture"u8.ToArray(), told);
        var (first, second) = (head.Length + 8, head.Length + 8 + (2 * told.Length) + 7);
        byte[] Handler(string type) => Box("hdlr", new byte[8], Encoding.ASCII.GetBytes(type), new byte[12]);
        byte[] Key(string name) => Box("mdta", Encoding.ASCII.GetBytes(name));
        byte[] Value(uint number, byte[] value) => [.. UInt32((uint)(24 + value.Length)), .. UInt32(number), .. Box("data", UInt32(1), UInt32(0), value)];
        byte[] measured = Box("trak", Sound(false), Box("mdia", Handler("meta"), Box("minf", Box("stbl",
            Box("stco", UInt32(0), UInt32(2), UInt32((uint)first), UInt32((uint)second)),
            Box("stsc", UInt32(0), UInt32(2), UInt32(1), UInt32(2), UInt32(1), UInt32(2), UInt32(1), UInt32(1)),
            Box("stsz", UInt32(0), UInt32(0), UInt32(3), UInt32((uint)told.Length), UInt32((uint)told.Length), UInt32((uint)told.Length))))));
        byte[] kept = Box("meta", Handler("mdta"),
            Box("keys", UInt32(0), UInt32(2), Key("com.apple.quicktime.location.ISO6709"), Key("com.apple.quicktime.title")),
            Box("ilst", Value(1, told), Value(2, "A title"u8.ToArray())));
        return
        [
            .. head, .. data,
            .. Box("moov", MovieHeader(5, false), Box("trak", Sides(640, 360, false, false), Box("mdia", Handler("vide")), Box("udta", Box("\u00A9xyz", told), UInt32(0))), measured,
                Box("udta", Box("loci", told), Box("XMP_", told), Box("meta", UInt32(0), Handler("mdir"), Box("ilst", Box("\u00A9xyz", told), Box("\u00A9nam", "A title"u8.ToArray())))), kept),
            .. Box("uuid", [0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC], told),
        ];
    }

    /// <summary>Sound, video or both, told by the handlers of its tracks.</summary>
    public static byte[] Tracks(string brand, params string[] handlers) =>
        [.. Box("ftyp", Encoding.ASCII.GetBytes(brand), UInt32(512)), .. Box("moov", [MovieHeader(5, false), .. handlers.Select(handler => Box("trak", Sound(false), Box("mdia", Box("hdlr", new byte[8], Encoding.ASCII.GetBytes(handler), new byte[12]))))])];

    /// <summary>As a recorder writes it: its segment and its first cluster have no length yet.</summary>
    public static byte[] WebM(params byte[] tracks) =>
    [
        .. Element([0x1A, 0x45, 0xDF, 0xA3], [0x42, 0x82, 0x84, .. "webm"u8]),
        0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        .. Element([0x15, 0x49, 0xA9, 0x66], [0x2A, 0xD7, 0xB1, 0x83, 0x0F, 0x42, 0x40]),
        .. Element([0x16, 0x54, 0xAE, 0x6B], [.. tracks.SelectMany(type => Element([0xAE], [0xD7, 0x81, 1, 0x83, 0x81, type]))]),
        0x1F, 0x43, 0xB6, 0x75, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xE7, 0x81, 0,
    ];

    /// <summary>As a recorder leaves it: a cluster every second, and a sound every 20 ms that are told after the cluster they are in.</summary>
    public static byte[] RecordedWebM(int seconds) =>
    [
        .. WebM(2),
        .. Enumerable.Range(0, seconds).SelectMany(second => (byte[])
        [
            0x1F, 0x43, 0xB6, 0x75, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, .. Element([0xE7], [(byte)(second * 1000 >> 8), (byte)(second * 1000)]),
            .. Enumerable.Range(0, 50).SelectMany(sound => Element([0xA3], [0x81, (byte)(sound * 20 >> 8), (byte)(sound * 20), 0x80, 1, 2, 3])),
        ]),
    ];

    /// <summary>Whoever knew how long it was when it was written says so in its head.</summary>
    public static byte[] KnownWebM(double seconds) =>
    [
        .. Element([0x1A, 0x45, 0xDF, 0xA3], [0x42, 0x82, 0x84, .. "webm"u8]),
        .. Element([0x18, 0x53, 0x80, 0x67],
        [
            .. Element([0x15, 0x49, 0xA9, 0x66], [0x2A, 0xD7, 0xB1, 0x83, 0x0F, 0x42, 0x40, .. Element([0x44, 0x89], UInt32(BitConverter.SingleToUInt32Bits((float)(seconds * 1000))))]),
            .. Element([0x16, 0x54, 0xAE, 0x6B], Element([0xAE], [0xD7, 0x81, 1, 0x83, 0x81, 2])),
        ]),
    ];

    static byte[] Element(byte[] id, byte[] content) => [.. id, (byte)(0x80 | content.Length), .. content];

    public static byte[] Wav(int seconds) =>
        [.. "RIFF"u8, .. Little(36), .. "WAVEfmt "u8, .. Little(16), 1, 0, 1, 0, .. Little(8), .. Little(8), 1, 0, 8, 0, .. "LIST"u8, .. Little(3), 1, 2, 3, 0, .. "data"u8, .. Little(8 * seconds), .. new byte[8 * seconds]];

    public static byte[] Flac(int seconds) =>
        [.. "fLaC"u8, 0x80, 0, 0, 34, .. new byte[10], .. UInt64((44_100UL << 44) | (0b0001_01111UL << 36) | (44_100UL * (uint)seconds)), .. new byte[16]];

    public static byte[] Opus(int seconds) =>
        [.. OggPage(0, [.. "OpusHead"u8, 1, 1, 0x38, 0x01, .. Little(16_000), 0, 0, 0]), .. OggPage(1000, new byte[40]), .. OggPage(48_000L * seconds + 0x138, new byte[40])];

    public static byte[] Vorbis(int seconds) =>
        [.. OggPage(0, [1, .. "vorbis"u8, .. Little(0), 2, .. Little(22_050), .. new byte[14]]), .. OggPage(22_050L * seconds, new byte[40])];

    /// <summary>MPEG 1, layer III, 128 kbit/s, 44.1 kHz: the frames are counted in the first.</summary>
    public static byte[] CountedMp3(int frames, bool isTagged = true) =>
        [.. isTagged ? Tag : [], 0xFF, 0xFB, 0x90, 0x44, .. new byte[32], .. "Xing"u8, .. UInt32(1), .. UInt32((uint)frames), .. new byte[400]];

    /// <summary>MPEG 2, layer III, 64 kbit/s, 22.05 kHz, mono, nothing counted: 8,000 bytes a second.</summary>
    public static byte[] SteadyMp3(int seconds) => [.. Tag, 0xFF, 0xF3, 0x80, 0xC4, .. new byte[8000 * seconds - 4]];

    static byte[] Tag => [.. "ID3"u8, 4, 0, 0, 0, 0, 1, 1, .. new byte[129]];

    static byte[] MovieHeader(double duration, bool isWide) => isWide
        ? Box("mvhd", [1, 0, 0, 0], UInt64(1), UInt64(2), UInt32(600), UInt64((ulong)(duration * 600)))
        : Box("mvhd", UInt32(0), UInt32(1), UInt32(2), UInt32(600), UInt32((uint)(duration * 600)));

    static byte[] Sound(bool isWide) => Sides(0, 0, false, isWide);

    static byte[] Sides(int width, int height, bool isTurned, bool isWide)
    {
        int[] turn = isTurned ? [0, 1, 0, -1, 0, 0, 0, 0, 1] : [1, 0, 0, 0, 1, 0, 0, 0, 1];
        return Box("tkhd", [isWide ? (byte)1 : (byte)0, .. new byte[isWide ? 51 : 39]], [.. turn.SelectMany(one => UInt32((uint)(one << 16)))], UInt32((uint)width << 16), UInt32((uint)height << 16));
    }

    static byte[] Box(string type, params byte[][] parts) => [.. UInt32((uint)(8 + parts.Sum(part => part.Length))), .. Encoding.Latin1.GetBytes(type), .. parts.SelectMany(part => part)];

    static byte[] OggPage(long granule, byte[] packet) => [.. "OggS"u8, 0, 0, .. BitConverter.GetBytes(granule), .. new byte[12], 1, (byte)packet.Length, .. packet];

    static byte[] Little(int value) => BitConverter.GetBytes(value);

    static byte[] UInt32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    static byte[] UInt64(ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }
}
