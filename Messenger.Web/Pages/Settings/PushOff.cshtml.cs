using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Pushes nothing more to this browser.</summary>
[RateLimit(Limit.Send)]
public sealed class PushOffModel(PushSubscriptions subscriptions) : ActionPage
{
    public async Task<IActionResult> OnPostAsync()
    {
        await subscriptions.EndAsync(Me);
        return LocalRedirect("/settings/notifications?saved=true");
    }
}
