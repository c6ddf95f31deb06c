using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Messenger.Web;

/// <summary>Closes a notification so that only the browser it is for can read it, and no push service on its way (RFC 8291, in the form of RFC 8188).</summary>
static class PushEncryption
{
    const int SaltBytes = 16, KeyBytes = 16, NonceBytes = 12, TagBytes = 16;

    // One record, and this is its largest size; services take 4,096 bytes in all (RFC 8030, 7.2).
    const int RecordSize = 4096;

    // After the last record's text (RFC 8188, 2).
    const byte End = 2;

    /// <param name="receiver">The browser's public key.</param>
    /// <param name="secret">What only the browser and we know.</param>
    public static byte[] Encrypt(ReadOnlySpan<byte> text, byte[] receiver, byte[] secret)
    {
        using var sender = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Encrypt(text, receiver, secret, sender, RandomNumberGenerator.GetBytes(SaltBytes));
    }

    /// <param name="sender">Made for this one notification.</param>
    public static byte[] Encrypt(ReadOnlySpan<byte> text, byte[] receiver, byte[] secret, ECDiffieHellman sender, byte[] salt)
    {
        var mine = PointOf(sender.ExportParameters(false).Q);
        using var theirs = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = receiver[1..33], Y = receiver[33..] } });
        var material = Derive(sender.DeriveRawSecretAgreement(theirs.PublicKey), 32, secret, [.. "WebPush: info\0"u8, .. receiver, .. mine]);

        var body = new byte[SaltBytes + sizeof(int) + 1 + mine.Length + text.Length + 1 + TagBytes];
        salt.CopyTo(body, 0);
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(SaltBytes), RecordSize);
        body[SaltBytes + sizeof(int)] = (byte)mine.Length;
        mine.CopyTo(body, SaltBytes + sizeof(int) + 1);

        using var cipher = new AesGcm(Derive(material, KeyBytes, salt, "Content-Encoding: aes128gcm\0"u8), TagBytes);
        cipher.Encrypt(
            Derive(material, NonceBytes, salt, "Content-Encoding: nonce\0"u8), [.. text, End],
            body.AsSpan(^(text.Length + 1 + TagBytes)..^TagBytes), body.AsSpan(^TagBytes..));
        return body;
    }

    /// <summary>As browsers write a public key: uncompressed (X9.62).</summary>
    public static byte[] PointOf(ECPoint point) => [4, .. point.X!, .. point.Y!];

    static byte[] Derive(byte[] material, int length, byte[] salt, ReadOnlySpan<byte> info)
    {
        var key = new byte[length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, material, key, salt, info);
        return key;
    }
}
