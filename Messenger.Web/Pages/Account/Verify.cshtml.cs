using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>
/// The page to which the link of the first mail leads. Opening it changes nothing: mail scanners open links, too.
/// </summary>
[AllowAnonymous, RateLimit(Limit.Link)]
public sealed class VerifyModel(Accounts accounts, Texts texts) : AppPage
{
    [BindProperty(SupportsGet = true)]
    public string? Token { get; set; }

    /// <summary>Why one is not in the group that one was invited into.</summary>
    public string? Missed { get; private set; }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await accounts.VerifyAsync(Token) is { } why)
        {
            (Saved, Missed) = (true, texts.Of(why));
            return Page();
        }

        return LocalRedirect("/account/verify?saved=true");
    }
}
