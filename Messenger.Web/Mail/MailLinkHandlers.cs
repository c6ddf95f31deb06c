using System.Text.Json;

namespace Messenger.Web;

/// <summary>Mails a link to whoever its job names, if they still need it. All mails share a lane, which is as fast as the mail server.</summary>
/// <param name="kind">Of its jobs, and the link's purpose.</param>
abstract class MailLinkHandler(string kind, IServiceScopeFactory scopes, MailComposer composer, Mailer mailer) : IJobHandler
{
    public IReadOnlyCollection<string> Kinds => [kind];

    public string Lane => "mail";

    public async Task DoAsync(ClaimedJob job, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var links = scope.ServiceProvider.GetRequiredService<MailLinks>();
        if (await links.MakeAsync(kind, JsonSerializer.Deserialize<string>(job.Payload)!) is { } link)
        {
            await mailer.SendAsync(job, await composer.ComposeAsync(link.Email, link.Preferences.Language, () => Write(link.Token)), stop);
        }
    }

    /// <summary>In the language of the moment.</summary>
    protected abstract Letter Write(string token);
}

/// <summary>Sends the mail that asks whether an address is right.</summary>
sealed class VerifyMailHandler(Texts texts, LiveSettings settings, PublicAddress address, IServiceScopeFactory scopes, MailComposer composer, Mailer mailer)
    : MailLinkHandler(MailLinks.Verify, scopes, composer, mailer)
{
    protected override Letter Write(string token) => new(
        texts["Is this your e-mail address?"],
        texts["Somebody, you we hope, made an account with this address on {0} at {1}.", settings.Now.Name, address.Home.Host],
        texts["Open this page and press its button, and the address is verified. The link is good for three days:"],
        texts["Verify my e-mail address"], new Uri(address.Home, $"account/verify?token={token}"),
        texts["If it was not you, do nothing."]);
}

/// <summary>Sends the mail that lets somebody choose a new password.</summary>
sealed class ResetMailHandler(Texts texts, LiveSettings settings, PublicAddress address, IServiceScopeFactory scopes, MailComposer composer, Mailer mailer)
    : MailLinkHandler(MailLinks.Reset, scopes, composer, mailer)
{
    protected override Letter Write(string token) => new(
        texts["A new password"],
        texts["Somebody, you we hope, has forgotten the password of your account on {0} at {1}.", settings.Now.Name, address.Home.Host],
        texts["Choose a new one on this page. The link works once, and for an hour:"],
        texts["Choose a new password"], new Uri(address.Home, $"account/reset?token={token}"),
        texts["If it was not you, do nothing: your password stays as it is."]);
}
