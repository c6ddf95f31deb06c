using System.Buffers.Binary;

namespace Messenger.Web;

/// <summary>
/// Reads how long an MP3 plays: as many frames as its first one counts (the "Xing" or "Info" of most encoders), or as long as all
/// of it takes at the bit rate of the first (ISO/IEC 11172-3, 2.4.2.3, and 13818-3 for the lower rates).
/// </summary>
static class Mp3
{
    static readonly int[] bitRates = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
        lowBitRates = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
        sampleRates = [44_100, 48_000, 32_000];

    public static double? Duration(Stream file)
    {
        var start = AfterTag(file);
        if (MediaInfo.At(file, start, 4) is not [0xFF, var second, var third, var fourth] || (second & 0xE6) != 0xE2 || third >> 4 == 0xF || (third >> 2 & 3) == 3)
        {
            return null;
        }

        var (version, isMono) = (second >> 3 & 3, fourth >> 6 == 3);
        var isFirst = version == 3;
        var rate = sampleRates[third >> 2 & 3] >> (isFirst ? 0 : version == 2 ? 1 : 2);
        var aside = (isFirst, isMono) switch { (true, false) => 32, (false, true) => 9, _ => 17 };
        var count = MediaInfo.At(file, start + 4 + aside, 12);
        var counts = (count.StartsWith("Xing"u8) || count.StartsWith("Info"u8)) && (count[7] & 1) == 1;
        return counts
            ? MediaInfo.Seconds(BinaryPrimitives.ReadUInt32BigEndian(count[8..]) * (isFirst ? 1152.0 : 576), rate)
            : MediaInfo.Seconds((file.Length - start) * 8, (isFirst ? bitRates : lowBitRates)[third >> 4] * 1000);
    }

    // Its length is four times 7 bits, without the ten bytes of its head (ID3v2.4.0, 3.1).
    static long AfterTag(Stream file)
    {
        var head = MediaInfo.At(file, 0, 10);
        return head.StartsWith("ID3"u8) ? 10 + (head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]) + (head[5] & 0x10) / 16 * 10 : 0;
    }
}
