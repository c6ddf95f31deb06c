using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Says how this browser is reached, and what notifications on it show.</summary>
[RateLimit(Limit.Send)]
public sealed class PushDeviceModel(PushSubscriptions subscriptions) : ActionPage
{
    /// <param name="endpoint">What the browser has subscribed to; none: only what is shown changes.</param>
    public async Task<IActionResult> OnPostAsync(string? endpoint, string? p256dh, string? auth, bool names, bool text)
    {
        var device = new PushDevice(names, text);
        await (endpoint is null ? subscriptions.SaveSettingsAsync(Me, device) : subscriptions.SaveAsync(Me, endpoint, p256dh, auth, device));
        return Request.IsHtmx() ? StatusCode(StatusCodes.Status204NoContent) : LocalRedirect("/settings/notifications?saved=true");
    }
}
