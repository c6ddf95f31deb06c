using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Answers with the servers that the call test tries, with credentials of its own.</summary>
public sealed class CallTestServersModel(IceServers iceServers) : AppPage
{
    public IActionResult OnGet()
    {
        Response.Headers.CacheControl = "no-store";
        return new JsonResult(iceServers.For(Me.Id), ApiJson.Json);
    }
}
