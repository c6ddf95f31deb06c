using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page to which the link of a forgotten password leads. Opening it uses nothing up.</summary>
[AllowAnonymous, RateLimit(Limit.Link)]
public sealed class ResetModel(Accounts accounts, Texts texts) : AppPage
{
    [BindProperty(SupportsGet = true)]
    public string? Token { get; set; }

    [BindProperty]
    public string? Next { get; set; }

    /// <summary>The password is changed, but one is not in the group that one was invited into: why.</summary>
    public string? Missed { get; private set; }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await accounts.ResetAsync(Token, Next) is { } why)
        {
            Missed = texts.Of(why);
            return Page();
        }

        return LocalRedirect("/account/login?changed=true");
    }
}
