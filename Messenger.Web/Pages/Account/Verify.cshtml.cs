using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Where the link of the first mail leads. Opening it changes nothing: mail scanners open links, too.</summary>
[AllowAnonymous, RateLimit(Limit.Link)]
public sealed class VerifyModel(Accounts accounts) : AppPage
{
    [BindProperty(SupportsGet = true)]
    public string? Token { get; set; }

    [FromQuery]
    public bool Saved { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        await accounts.VerifyAsync(Token);
        return LocalRedirect("/account/verify?saved=true");
    }
}
