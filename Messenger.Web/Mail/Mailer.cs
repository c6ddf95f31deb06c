using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Messenger.Web;

/// <summary>Hands mails to the mail server; without one they go into a folder, where whoever runs the messenger finds them.</summary>
sealed class Mailer(IOptions<SmtpSettings> smtp, IOptions<Settings> settings, ILogger<Mailer> log)
{
    /// <exception cref="HopelessJob">The mail server does not know this receiver, and will not tomorrow.</exception>
    public async Task SendAsync(ClaimedJob job, MimeMessage mail, CancellationToken stop)
    {
        mail.From.Add(smtp.Value.Sender);
        mail.Date = job.CreatedAt;
        if (smtp.Value.Host is null)
        {
            await KeepAsync(job, mail, stop);
        }
        else
        {
            await SubmitAsync(smtp.Value, mail, stop);
        }
    }

    /// <summary>Whether the mail server lets us in, without a mail. It fails as sending one would.</summary>
    public async Task TryAsync(CancellationToken stop)
    {
        using var server = await OpenAsync(smtp.Value, stop);
        await server.DisconnectAsync(quit: true, stop);
    }

    async Task KeepAsync(ClaimedJob job, MimeMessage mail, CancellationToken stop)
    {
        var folder = Directory.CreateDirectory(Path.Combine(settings.Value.DataPath, "mail")).FullName;
        var file = Path.Combine(folder, $"{job.CreatedAt:yyyyMMdd'T'HHmmss}-{job.Id}.eml");
        // Whole or not there at all, and nobody else's to read: it opens an account.
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var written = new FileStream($"{file}.part", options))
        {
            await mail.WriteToAsync(written, stop);
        }

        File.Move($"{file}.part", file, overwrite: true);
        log.LogInformation("There is no Smtp:Host, so the mail is in {File}", file);
    }

    static async Task SubmitAsync(SmtpSettings smtpSettings, MimeMessage mail, CancellationToken stop)
    {
        using var server = await OpenAsync(smtpSettings, stop);
        try
        {
            await server.SendAsync(mail, stop);
        }
        // RFC 5321, 4.2.1: 5yz is for good.
        catch (SmtpCommandException refused) when (refused is { ErrorCode: SmtpErrorCode.RecipientNotAccepted, StatusCode: >= (SmtpStatusCode)500 })
        {
            throw new HopelessJob(refused);
        }

        await server.DisconnectAsync(quit: true, stop);
    }

    static async Task<SmtpClient> OpenAsync(SmtpSettings smtpSettings, CancellationToken stop)
    {
        // As everything else that .NET asks by TLS: many certificates of mail servers name no list of the revoked, or one that cannot be reached from here.
        var server = new SmtpClient { CheckCertificateRevocation = false };
        try
        {
            await ConnectAsync(server, smtpSettings, stop);
            if (smtpSettings.User is not null)
            {
                await server.AuthenticateAsync(smtpSettings.User, smtpSettings.Password ?? "", stop);
            }

            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    static async Task ConnectAsync(SmtpClient server, SmtpSettings smtpSettings, CancellationToken stop)
    {
        try
        {
            await server.ConnectAsync(smtpSettings.Host!, smtpSettings.Port, smtpSettings.Security switch
            {
                "tls" => SecureSocketOptions.SslOnConnect,
                "none" => SecureSocketOptions.None,
                _ => SecureSocketOptions.StartTls,
            }, stop);
        }
        catch (SslHandshakeException refused)
        {
            throw new System.Security.Authentication.AuthenticationException(
                $"No encrypted line to {smtpSettings.Host}:{smtpSettings.Port}. If its certificate is of a CA of your own, make that known to this machine " +
                "(Debian: into /usr/local/share/ca-certificates, then update-ca-certificates); if it is made for another name, set Smtp:Host to that; " +
                "if the server speaks TLS from the first byte, or not at all, set Smtp:Security.", refused);
        }
    }
}
