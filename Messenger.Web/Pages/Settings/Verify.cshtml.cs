using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Mails the link that verifies my address once more.</summary>
[AllowRestricted(AccountRestriction.Unverified)]
public sealed class AskToVerifyModel(Accounts accounts, RateLimits limits) : ActionPage
{
    public async Task<IActionResult> OnPostAsync()
    {
        await limits.MailAsync(Me.Email, HttpContext.Address());
        await accounts.AskToVerifyAsync(Me);
        return LocalRedirect(Me.AwaitsVerification ? "/account/unverified?asked=true" : "/settings?asked=true");
    }
}
