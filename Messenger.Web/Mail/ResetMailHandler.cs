using Messenger.Domain;

namespace Messenger.Web;

/// <summary>The mail that lets somebody choose a new password.</summary>
sealed class ResetMailHandler(Texts texts, PublicAddress address, IServiceScopeFactory scopes, MailComposer composer, Mailer mailer)
    : MailLinkHandler(MailLinks.Reset, scopes, composer, mailer)
{
    protected override Letter Write(string token) => new(
        texts["A new password"],
        texts["Somebody, you we hope, has forgotten the password of your account on Messenger at {0}.", address.Home.Host],
        texts["Choose a new one on this page. The link works once, and for an hour:"],
        texts["Choose a new password"], new Uri(address.Home, $"account/reset?token={token}"),
        texts["If it was not you, do nothing: your password stays as it is."]);
}
