using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>
/// Answers with the STUN and TURN servers of a call, with credentials for ten minutes:
/// asked for anew before each use. None once I am out of it.
/// </summary>
public sealed class IceServersCallModel(IceServers iceServers, Domain.Calls calls) : AppPage
{
    public async Task<IActionResult> OnGetAsync(int callId)
    {
        Response.Headers.CacheControl = "no-store";
        try
        {
            return new JsonResult(await iceServers.ForAsync(Me.Id, callId), ApiJson.Json);
        }
        catch (Refused refused) when (refused.Reason is Reason.NotFound)
        {
            // The page asked while the call ended, which is nobody's error.
            await calls.OneAsync(Me.Id, callId);
            return new JsonResult(Array.Empty<IceServerJson>());
        }
    }
}
