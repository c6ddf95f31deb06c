using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Hangs up: in a group the others talk on.</summary>
public sealed class LeaveCallModel(Domain.Calls calls) : ActionPage
{
    public async Task<IActionResult> OnPostAsync(int callId, string? party)
    {
        try
        {
            await calls.LeaveAsync(Me.Id, callId, party);
        }
        catch (Refused refused) when (refused.Reason is Reason.Conflict)
        {
            // It was over, or I was out of it, already.
        }

        return Request.IsHtmx() ? StatusCode(StatusCodes.Status204NoContent) : Redirect($"/calls/{callId}");
    }
}
