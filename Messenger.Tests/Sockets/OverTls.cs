using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Messenger.Tests;

/// <summary>Where this server speaks TLS itself, the bytes of a connection are not those of a socket.</summary>
[RunsOnce]
public sealed class OverTls(OverTls.TlsServer lines) : IClassFixture<OverTls.TlsServer>
{
    public sealed class TlsServer : Lines
    {
        readonly string certificate = Make();

        protected override IEnumerable<(string Key, string Value)> Settings =>
            [("Kestrel:Endpoints:Tls:Url", "https://127.0.0.1:0"), ("Kestrel:Endpoints:Tls:Certificate:Path", certificate)];

        static string Make()
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
            using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "server.pfx");
            File.WriteAllBytes(path, made.Export(X509ContentType.Pkcs12));
            return path;
        }
    }

    [Fact]
    public async Task A_socket_says_and_hears_as_ever()
    {
        var chat = await lines.DirectAsync();
        await using var line = await Line.OpenAsync(lines.Home, $"ws/{await lines.TokenAsync(lines.Bob)}", isV2: true, options =>
        {
            options.HttpVersion = HttpVersion.Version11;
            options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost";
        });

        Assert.Equal(Uri.UriSchemeHttps, lines.Home.Scheme);
        await line.SayAsync("""{"type":"ping"}""");
        await line.HearsAsync("pong");
        await lines.SaysAsync(lines.Ann, chat, "Hello");
        await line.HearsAsync("new_message", data => data.GetProperty("content").GetString() == "Hello");
    }
}
