using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Messenger.Web;

namespace Messenger.Tests;

public sealed class ClosingNotifications
{
    /// <summary>RFC 8291, Appendix A.</summary>
    [Fact]
    public void Yields_the_bytes_of_the_standard()
    {
        using var sender = Pair("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw", "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");

        var closed = PushEncryption.Encrypt(
            "When I grow up, I want to be a watermelon"u8, Bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"), Bytes("BTBZMqHH6r4Tts7J_aSIgg"),
            sender, Bytes("DGv6ra1nlYgDCS1FRnbzlw"));

        Assert.Equal(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
            Base64Url.EncodeToString(closed));
    }

    [Fact]
    public void Is_undone_by_the_browser_of_the_standard()
    {
        using var receiver = Pair("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94", "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");

        foreach (var text in new[] { "", "Привет 👋", new string('x', 3000) })
        {
            var closed = PushEncryption.Encrypt(Encoding.UTF8.GetBytes(text), PushEncryption.PointOf(receiver.ExportParameters(false).Q), Bytes("BTBZMqHH6r4Tts7J_aSIgg"));

            Assert.Equal(text, Encoding.UTF8.GetString(SubscribedBrowser.Decrypt(closed, receiver, Bytes("BTBZMqHH6r4Tts7J_aSIgg"))));
        }
    }

    static ECDiffieHellman Pair(string d, string point)
    {
        var q = Bytes(point);
        return ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Bytes(d), Q = new ECPoint { X = q[1..33], Y = q[33..] } });
    }

    static byte[] Bytes(string text) => Base64Url.DecodeFromChars(text);
}
