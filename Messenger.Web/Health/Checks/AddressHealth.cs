using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Messenger.Web;

/// <summary>Looks at the address that people type, and for how long its certificate is good.</summary>
sealed class AddressHealth(IOptions<Settings> settings, TimeProvider time, Texts texts) : IHealthCheck
{
    // Whoever renews by himself has done it by then: Caddy and certbot do a month before the end.
    const int Soon = 14;

    public string Icon => "lock";

    public string Name => texts["Public address"];

    public async Task<HealthFinding> LookAsync(CancellationToken late)
    {
        if (settings.Value.PublicUrl is not { Scheme: "https" } home)
        {
            return new(HealthState.Doubtful, texts["No https address is set (Messenger:PublicUrl). Browsers allow calls, notifications and installing only with https, or on localhost."]);
        }

        try
        {
            var (end, errors) = await CertificateAsync(home, late);
            return Judge(home, (int)(end - time.GetUtcNow()).TotalDays, errors);
        }
        catch (Exception failure) when (failure is SocketException or IOException or OperationCanceledException)
        {
            return new(HealthState.Unknown, texts["{0} cannot be reached from here, so nobody knows how long its certificate is good. Look at it from outside.", home.Authority]);
        }
    }

    HealthFinding Judge(Uri home, int days, SslPolicyErrors errors) =>
        days < 0 ? new(HealthState.Broken, texts["The certificate of {0} has expired: nobody gets in. Renew it.", home.Authority])
        : errors is not SslPolicyErrors.None ? new(HealthState.Doubtful, texts["The certificate of {0} is not one that this machine trusts ({1}). If browsers do not either, they warn everybody.", home.Authority, errors])
        : new(days < Soon ? HealthState.Doubtful : HealthState.Well,
            $"{texts["People come to {0}.", home.Authority]} {texts.Count("Its certificate is good for {0} more day.|Its certificate is good for {0} more days.", days)}");

    static async Task<(DateTimeOffset End, SslPolicyErrors Errors)> CertificateAsync(Uri home, CancellationToken late)
    {
        using var line = new TcpClient();
        await line.ConnectAsync(home.IdnHost, home.Port, late);
        (DateTimeOffset, SslPolicyErrors) seen = default;
        await using var tls = new SslStream(line.GetStream(), leaveInnerStreamOpen: false, (_, certificate, _, errors) =>
        {
            seen = (((X509Certificate2)certificate!).NotAfter, errors);
            return true;
        });
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = home.IdnHost }, late);
        return seen;
    }
}
