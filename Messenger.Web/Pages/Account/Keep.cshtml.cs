using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page that is all there is for who has asked for their account to be deleted: the way back.</summary>
[AllowRestricted(AccountRestriction.Unverified, AccountRestriction.Leaving), RateLimit(Limit.Send)]
public sealed class KeepModel(Departures departures) : AppPage
{
    public IActionResult OnGet() => Me.LeavesAt is null ? LocalRedirect("/") : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        await departures.StayAsync(Me);
        return LocalRedirect("/");
    }
}
