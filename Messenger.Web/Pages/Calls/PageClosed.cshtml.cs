using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Hears what a call's page says with its last breath: it is closed, or about to come again.</summary>
public sealed class CallPageClosedModel(Domain.Calls calls) : ActionPage
{
    public async Task<IActionResult> OnPostAsync(int callId, string party)
    {
        await calls.NotePageClosedAsync(Me.Id, callId, party);
        return StatusCode(StatusCodes.Status204NoContent);
    }
}
