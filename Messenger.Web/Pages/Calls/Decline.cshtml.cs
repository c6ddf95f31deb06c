using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Lets a call ring no more for me.</summary>
public sealed class DeclineCallModel(Domain.Calls calls) : ActionPage
{
    public async Task<IActionResult> OnPostAsync(int callId, string? back)
    {
        try
        {
            await calls.RejectAsync(Me.Id, callId);
        }
        catch (Refused refused) when (refused.Reason is Reason.Conflict)
        {
            // It has stopped ringing by itself.
        }

        return Request.IsHtmx() ? StatusCode(StatusCodes.Status204NoContent) : BackTo(back, otherwise: "/");
    }
}
