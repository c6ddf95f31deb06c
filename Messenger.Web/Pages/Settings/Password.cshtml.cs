using Messenger.Domain;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

public sealed class PasswordModel(Accounts accounts, RateLimits limits) : AppPage
{
    [BindProperty]
    public string? Current { get; set; }

    [BindProperty]
    public string? Next { get; set; }

    [FromQuery]
    public bool Saved { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        // Not the name the log-in form counts by: strangers who guess there must not keep the owner from changing it here.
        limits.Try($"password of {Me.Id}", HttpContext.Address());
        await accounts.ChangePasswordAsync(Me, Current, Next);
        return LocalRedirect("/settings/password?saved=true");
    }
}
