using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Messenger.Web.Pages;

/// <summary>Asks for a link to a new password. It never says whether there is such an account.</summary>
[AllowAnonymous]
public sealed class ForgotModel(Accounts accounts, RateLimits limits, IOptions<SmtpSettings> smtp) : AppPage
{
    [BindProperty]
    public string? Email { get; set; }

    public bool IsDelivered => smtp.Value.Host is not null;

    public async Task<IActionResult> OnPostAsync()
    {
        await limits.MailAsync(Email ?? "", HttpContext.Address());
        await accounts.ForgotAsync(Email);
        return LocalRedirect("/account/forgot?saved=true");
    }
}
