using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Messenger.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Messenger.Tests;

/// <summary>What is looked at from outside of this process: servers that answer, are away, or hang.</summary>
[RunsOnce]
public sealed class LookingAtWhatAnswers
{
    readonly Texts texts = new();

    [Fact]
    public async Task One_that_hangs_and_one_that_fails_keep_nobody_from_the_rest()
    {
        var clock = new FakeTimeProvider();
        var others = new HealthReport([new Check(_ => throw new IOException("The cable is out")), new Check(_ => Task.FromResult(new HealthFinding(HealthState.Well, "Fine")))], texts, clock);
        var report = new HealthReport([new Check(_ => new TaskCompletionSource<HealthFinding>().Task)], texts, clock);

        var looking = report.GetAsync();
        Assert.Equal([(HealthState.Broken, "It could not be looked at: The cable is out"), (HealthState.Well, "Fine")], (await others.GetAsync()).Select(one => (one.State, one.Says)));
        Assert.False(looking.IsCompleted);
        await Eventually.TrueAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            return looking.IsCompleted;
        });

        Assert.Equal((HealthState.Broken, "There was no answer within two seconds."), (await looking).Select(one => (one.State, one.Says)).Single());
    }

    [Fact]
    public async Task A_server_for_calls_answers_by_UDP_and_by_TCP_until_it_is_gone()
    {
        using var coturn = await Coturn.StartAsync();
        var check = new TurnHealth(Settings(
            ("Turn:Urls", $"stun:127.0.0.1:{coturn.Port},turn:127.0.0.1:{coturn.Port}?transport=tcp"), ("Turn:Secret", Coturn.Secret)), texts);

        Assert.Equal(HealthState.Well, (await check.LookAsync(Late())).State);

        coturn.Stop();
        try
        {
            var gone = await check.LookAsync(Late());
            Assert.Equal(HealthState.Broken, gone.State);
            Assert.Contains($"stun:127.0.0.1:{coturn.Port}, turn:127.0.0.1:{coturn.Port}?transport=tcp", gone.Says);
        }
        finally
        {
            await coturn.StartAgainAsync();
        }
    }

    [Fact]
    public async Task A_certificate_is_good_for_some_days_or_has_expired()
    {
        using var certificate = Certificate();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var home = $"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}";
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var check = new AddressHealth(Options.Create(Settings(("Messenger:PublicUrl", home)).Messenger), clock, texts);

        var now = await LookAsync();
        clock.Advance(TimeSpan.FromDays(60));
        var later = await LookAsync();
        listener.Stop();
        var away = await check.LookAsync(Late());

        // It is signed by itself.
        Assert.Equal(HealthState.Doubtful, now.State);
        Assert.Contains("not one that this machine trusts", now.Says);
        Assert.Equal(HealthState.Broken, later.State);
        Assert.Contains("has expired", later.Says);
        Assert.Equal(HealthState.Unknown, away.State);

        async Task<HealthFinding> LookAsync()
        {
            var looking = check.LookAsync(Late());
            using var line = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            await using var tls = new SslStream(line.GetStream());
            await tls.AuthenticateAsServerAsync(certificate);
            return await looking;
        }
    }

    [Theory]
    [InlineData("stun:turn.example.org", "turn.example.org", 3478, false)]
    [InlineData("turn:turn.example.org:5000?transport=udp", "turn.example.org", 5000, false)]
    [InlineData("turn:[::1]:5000?transport=tcp", "::1", 5000, true)]
    [InlineData("turns:turn.example.org", "turn.example.org", 5349, true)]
    public void An_address_of_such_a_server_says_where_and_how(string url, string host, int port, bool isTcp) => Assert.Equal((host, port, isTcp), TurnSettings.Parse(url));

    static CancellationToken Late() => TestContext.Current.CancellationToken;

    static AllSettings Settings(params (string Key, string Value)[] settings) => AllSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Append(("Messenger:DataPath", Path.GetTempPath())).ToDictionary(one => one.Item1, one => (string?)one.Item2)).Build(),
        Path.GetTempPath());

    static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    sealed class Check(Func<CancellationToken, Task<HealthFinding>> look) : IHealthCheck
    {
        public string Icon => "pulse";

        public string Name => "One";

        public Task<HealthFinding> LookAsync(CancellationToken late) => look(late);
    }
}
