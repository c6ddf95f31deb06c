using Messenger.Domain;
using Microsoft.Extensions.Options;

namespace Messenger.Web;

/// <summary>What happens outside the messenger, after what was asked for is committed.</summary>
static class Mail
{
    public static void AddMail(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<Smtp>().BindConfiguration("Smtp").ValidateDataAnnotations()
            .Validate((Smtp smtp, IOptions<Settings> settings) => string.IsNullOrEmpty(smtp.Host) || settings.Value.PublicUrl is not null,
                "Smtp:Host needs Messenger:PublicUrl: mails carry links, and the address in a request may be forged.")
            .ValidateOnStart();
        builder.Services.AddSingleton<PublicAddress>().AddSingleton<Letters>().AddSingleton<Mailer>();
        builder.Services.AddHostedService<Working>();
    }
}
