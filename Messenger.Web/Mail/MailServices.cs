using Messenger.Domain;
using Microsoft.Extensions.Options;

namespace Messenger.Web;

/// <summary>Mails, which are jobs, and where they go.</summary>
static class MailServices
{
    public static void AddMail(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SmtpSettings>().BindConfiguration("Smtp").ValidateDataAnnotations()
            .Validate((SmtpSettings smtpSettings, IOptions<Settings> settings) => string.IsNullOrEmpty(smtpSettings.Host) || settings.Value.PublicUrl is not null,
                "Smtp:Host needs Messenger:PublicUrl: mails carry links, and the address in a request may be forged.")
            .ValidateOnStart();
        builder.Services.AddSingleton<PublicAddress>().AddSingleton<MailComposer>().AddSingleton<Mailer>();
        builder.Services.AddSingleton<IJobHandler, VerifyMailHandler>().AddSingleton<IJobHandler, ResetMailHandler>();
    }
}
