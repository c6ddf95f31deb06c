using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Where the link of a forgotten password leads. Opening it uses nothing up.</summary>
[AllowAnonymous, RateLimit(Limit.Link)]
public sealed class ResetModel(Accounts accounts) : AppPage
{
    [BindProperty(SupportsGet = true)]
    public string? Token { get; set; }

    [BindProperty]
    public string? Next { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        await accounts.ResetAsync(Token, Next);
        return LocalRedirect("/account/login?changed=true");
    }
}
