using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Messenger.Tests;

/// <summary>By an encrypted line to a mail server whose certificate names no list of the revoked, or one where nobody answers.</summary>
[RunsOnce]
public sealed class MailOverTls
{
    [Theory]
    [InlineData(null)]
    [InlineData("http://127.0.0.1:1/revoked.crl")]
    public async Task Goes_where_the_CA_is_known(string? revoked)
    {
        using var authority = MakeAuthority();
        await WithAsync(authority, authority, revoked, async (messenger, mails) =>
        {
            using var ann = new Browser(messenger.Home, "en");
            await ann.OpenAsync("/account/register");
            await ann.SubmitAsync("/account/register", ("username", "ann"), ("email", "ann@example.org"), ("password", Server.Password));

            Assert.Equal("ann@example.org", $"{(await mails.NextAsync()).To}");
        });
    }

    [Fact]
    public async Task Stays_here_where_it_is_not_and_the_log_says_what_to_do()
    {
        using var authority = MakeAuthority();
        using var other = MakeAuthority();
        await WithAsync(authority, other, null, async (messenger, mails) =>
        {
            using var ann = new Browser(messenger.Home, "en");
            await ann.OpenAsync("/account/register");
            await ann.SubmitAsync("/account/register", ("username", "ann"), ("email", "ann@example.org"), ("password", Server.Password));

            await Eventually.TrueAsync(() => messenger.Said.Any(line => line.Contains("update-ca-certificates")), () => string.Join('\n', messenger.Said));
            Assert.Equal(0, mails.Kept);
        });
    }

    static async Task WithAsync(X509Certificate2 authority, X509Certificate2 trusted, string? revoked, Func<BuiltMessenger, MailServer, Task> act)
    {
        var database = await Databases.EmptyAsync();
        var known = Path.Combine(database.Folder, "known.pem");
        await File.WriteAllTextAsync(known, trusted.ExportCertificatePem(), TestContext.Current.CancellationToken);
        using var certificate = MakeCertificate(authority, revoked);
        await using (var mails = new MailServer { Certificate = certificate })
        await using (var messenger = new BuiltMessenger(database)
        {
            Settings =
            {
                ["Messenger__PublicUrl"] = "http://chat.test", ["Smtp__Host"] = "localhost", ["Smtp__Port"] = $"{mails.Port}", ["Smtp__From"] = "messenger@chat.test",
                ["SSL_CERT_FILE"] = known, ["Logging__LogLevel__Default"] = "Warning",
            },
        })
        {
            await messenger.StartAsync();
            await act(messenger, mails);
        }

        Databases.GiveBack(database);
    }

    static X509Certificate2 MakeAuthority()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN=Authority {Guid.NewGuid():N}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    static X509Certificate2 MakeCertificate(X509Certificate2 authority, string? revoked)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        if (revoked is not null)
        {
            request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([revoked]));
        }

        using var signed = request.Create(authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), RandomNumberGenerator.GetBytes(8));
        using var whole = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }
}
