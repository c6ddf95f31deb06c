using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Messenger.Domain;

/// <summary>Codes of six digits that are others every thirty seconds (TOTP, RFC 6238): an authenticator app works them out from a key, and so do we.</summary>
public static class Totp
{
    const int KeyLength = 20, Seconds = 30, Digits = 6;

    // Of RFC 4648, 6.
    const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    // A clock may be off by half a minute (RFC 6238, 5.2).
    static readonly long[] allowed = [0, -1, 1];

    /// <summary>160 bits, as RFC 4226 recommends.</summary>
    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyLength);

    /// <summary>The number of the half minute.</summary>
    public static long StepAt(DateTimeOffset now) => now.ToUnixTimeSeconds() / Seconds;

    public static string CodeAt(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)], hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        HMACSHA1.HashData(key, counter, hash);
        // RFC 4226, 5.3: four bytes, from where the last half byte says, without their sign.
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & int.MaxValue;
        return $"{number % 1_000_000:D6}";
    }

    /// <summary>Whether it looks like a code, right or wrong.</summary>
    public static bool IsCode(string typed) => typed.Length == Digits && typed.All(char.IsAsciiDigit);

    /// <summary>The step that this is the code of, or null when it is of none around now.</summary>
    public static long? FindStep(byte[] key, string code, DateTimeOffset now)
    {
        var found = allowed.Select(offset => StepAt(now) + offset)
            .Where(step => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(CodeAt(key, step)), Encoding.UTF8.GetBytes(code))).ToList();
        return found.Count > 0 ? found[0] : null;
    }

    /// <summary>A key as people can type it (Base32), in groups of four.</summary>
    public static string TextOf(byte[] key) => string.Join(' ', Base32(key).Chunk(4).Select(group => new string(group)));

    /// <summary>What the camera of an authenticator app reads, and what a link to one has.</summary>
    /// <param name="place">Where the account is.</param>
    public static string AddressOf(byte[] key, string place, string account) =>
        $"otpauth://totp/{Uri.EscapeDataString(place)}:{Uri.EscapeDataString(account)}?secret={Base32(key)}&issuer={Uri.EscapeDataString(place)}";

    // Eight letters for five bytes: the length of our keys has no rest.
    static string Base32(byte[] key)
    {
        var text = new StringBuilder();
        foreach (var five in key.Chunk(5))
        {
            var bits = five.Aggregate(0UL, (bits, part) => bits << 8 | part);
            for (var shift = 35; shift >= 0; shift -= 5)
            {
                text.Append(Letters[(int)(bits >> shift & 31)]);
            }
        }

        return text.ToString();
    }
}
