using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page that is all there is for who has to prove their address first.</summary>
[AllowRestricted(AccountRestriction.Unverified)]
public sealed class UnverifiedModel : AppPage
{
    /// <summary>Another mail was asked for.</summary>
    [FromQuery]
    public bool Asked { get; set; }

    public IActionResult OnGet() => Me.AwaitsVerification ? Page() : LocalRedirect("/");
}
