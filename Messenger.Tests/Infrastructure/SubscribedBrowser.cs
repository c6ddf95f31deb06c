using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Messenger.Domain;
using Messenger.Web;

namespace Messenger.Tests;

/// <summary>A browser as its push service knows it: an address, a key pair and a secret. It opens what was closed for it (RFC 8291).</summary>
public sealed class SubscribedBrowser(string endpoint)
{
    readonly ECDiffieHellman key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    readonly byte[] secret = RandomNumberGenerator.GetBytes(16);

    public string Endpoint => endpoint;

    public string Key => Base64Url.EncodeToString(Point);

    public string Secret => Base64Url.EncodeToString(secret);

    /// <summary>As the page sends it.</summary>
    public (string, string)[] Fields(bool names = false, bool text = false) =>
        [("endpoint", endpoint), ("p256dh", Key), ("auth", Secret), ("names", names ? "true" : "false"), ("text", text ? "true" : "false")];

    /// <summary>As it is kept.</summary>
    public PushSubscription As(Session session, DateTimeOffset now) =>
        new() { SessionId = session.Id, UserId = session.UserId, Endpoint = endpoint, Key = Point, Secret = secret, CreatedAt = now };

    byte[] Point => PushEncryption.PointOf(key.ExportParameters(false).Q);

    public JsonElement Open(byte[] body) => JsonDocument.Parse(Decrypt(body, key, secret)).RootElement;

    public static byte[] Decrypt(byte[] body, ECDiffieHellman key, byte[] secret)
    {
        var (salt, sender, record) = (body[..16], body[21..86], body[86..]);
        using var theirs = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = sender[1..33], Y = sender[33..] } });
        var mine = PushEncryption.PointOf(key.ExportParameters(false).Q);
        var material = HKDF.DeriveKey(HashAlgorithmName.SHA256, key.DeriveRawSecretAgreement(theirs.PublicKey), 32, secret, [.. "WebPush: info\0"u8, .. mine, .. sender]);
        using var cipher = new AesGcm(HKDF.DeriveKey(HashAlgorithmName.SHA256, material, 16, salt, "Content-Encoding: aes128gcm\0"u8.ToArray()), 16);
        var text = new byte[record.Length - 16];
        cipher.Decrypt(HKDF.DeriveKey(HashAlgorithmName.SHA256, material, 12, salt, "Content-Encoding: nonce\0"u8.ToArray()), record[..^16], record[^16..], text);
        Assert.Equal(2, text[^1]);
        return text[..^1];
    }
}
