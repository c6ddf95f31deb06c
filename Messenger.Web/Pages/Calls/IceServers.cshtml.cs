using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The STUN and TURN servers of a call, with credentials for ten minutes: asked for anew before each use.</summary>
public sealed class IceServersCallModel(IceServers iceServers) : AppPage
{
    public async Task<IActionResult> OnGetAsync(int callId)
    {
        Response.Headers.CacheControl = "no-store";
        return new JsonResult(await iceServers.ForAsync(Me.Id, callId), ApiJson.Json);
    }
}
