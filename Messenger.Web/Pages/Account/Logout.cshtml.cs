using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Ends this session, and with it its cookie, everything else that is open in its name, and what this browser keeps.</summary>
[AllowRestricted(AccountRestriction.Unverified, AccountRestriction.Leaving)]
public sealed class LogoutModel(Sessions sessions) : ActionPage
{
    public async Task<IActionResult> OnPostAsync()
    {
        await sessions.EndAsync(Me, Me.SessionId);
        await HttpContext.SignOutAndForgetAsync();
        if (!Request.IsHtmx())
        {
            return LocalRedirect("/account/login");
        }

        // A redirect may come from whoever stands between.
        Response.Headers["Messenger-Left"] = "true";
        return new NoContentResult();
    }
}
