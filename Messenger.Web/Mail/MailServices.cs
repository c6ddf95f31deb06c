namespace Messenger.Web;

/// <summary>Sets up mails, which are jobs, and where they go.</summary>
static class MailServices
{
    public static void AddMail(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PublicAddress>().AddSingleton<MailComposer>().AddSingleton<Mailer>();
        builder.Services.AddSingleton<IJobHandler, VerifyMailHandler>().AddSingleton<IJobHandler, ResetMailHandler>().AddSingleton<IJobHandler, SafetyMailHandler>();
    }
}
