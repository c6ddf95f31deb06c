using Microsoft.Extensions.Options;

namespace Messenger.Web;

/// <summary>Looks whether the mail server lets us in, and whether mails wait.</summary>
sealed class MailHealth(IOptions<SmtpSettings> smtp, Mailer mailer, ILookups lookups, TimeProvider time, Texts texts) : IHealthCheck
{
    public string Icon => "send";

    public string Name => texts["Mail"];

    public async Task<HealthFinding> LookAsync(CancellationToken late)
    {
        if (smtp.Value.Host is not { } host)
        {
            return new(HealthState.Doubtful, texts["There is no mail server (Smtp:Host). Mails lie in the folder mail of the data folder: whoever forgets a password gets none."]);
        }

        try
        {
            await mailer.TryAsync(late);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new(HealthState.Broken, texts["{0} takes no mails from us: {1}", host, failure.Message]);
        }

        var waiting = await Jobs.WaitingAsync(lookups, time.Now());
        var failed = (int)waiting.Where(kind => kind.Kind is MailLinks.Verify or MailLinks.Reset).Sum(kind => kind.Failed);
        return failed > 0
            ? new(HealthState.Doubtful, texts.Count("The mail server lets us in, but {0} mail could not be sent so far; the log says why.|The mail server lets us in, but {0} mails could not be sent so far; the log says why.", failed))
            : new(HealthState.Well, texts["{0} lets us in, and no mail waits for another try.", host]);
    }
}
