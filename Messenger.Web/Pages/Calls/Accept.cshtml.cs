using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Joins a call: from where it rings, from its lobby, or again after a reload.</summary>
[RateLimit(Limit.Start)]
public sealed class AcceptCallModel(Domain.Calls calls) : ActionPage
{
    public async Task<IActionResult> OnPostAsync(int callId, string? party, bool? camera, [FromForm(Name = "take_over")] bool takeOver)
    {
        party ??= Guid.NewGuid().ToString();
        try
        {
            await calls.AcceptAsync(Me.Id, callId, party, takeOver);
        }
        catch (Refused refused) when (refused.Reason is Reason.Conflict)
        {
            // The call's page says how it stands and what can be done.
            return Redirect($"/calls/{callId}");
        }

        return Request.IsHtmx() ? StatusCode(StatusCodes.Status204NoContent) : Redirect($"/calls/{callId}?party={party}{(camera is { } on ? $"&camera={on}" : "")}");
    }
}
