using Messenger.Domain;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Ends this session, and with it its cookie and everything else that is open in its name.</summary>
public sealed class LogoutModel(Sessions sessions) : AppPage
{
    public async Task<IActionResult> OnPostAsync()
    {
        await sessions.EndAsync(Me, Me.SessionId);
        await HttpContext.SignOutAsync();
        return LocalRedirect("/account/login");
    }

    protected override bool HasForm => false;
}
