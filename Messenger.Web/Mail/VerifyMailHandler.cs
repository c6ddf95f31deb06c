using Messenger.Domain;

namespace Messenger.Web;

/// <summary>The mail that asks whether an address is right.</summary>
sealed class VerifyMailHandler(Texts texts, PublicAddress address, IServiceScopeFactory scopes, MailComposer composer, Mailer mailer)
    : MailLinkHandler(MailLinks.Verify, scopes, composer, mailer)
{
    protected override Letter Write(string token) => new(
        texts["Is this your e-mail address?"],
        texts["Somebody, you we hope, made an account with this address on Messenger at {0}.", address.Home.Host],
        texts["Open this page and press its button, and the address is verified. The link is good for three days:"],
        texts["Verify my e-mail address"], new Uri(address.Home, $"account/verify?token={token}"),
        texts["If it was not you, do nothing."]);
}
