using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Who began a call ends it for everybody.</summary>
public sealed class EndCallModel(Domain.Calls calls) : ActionPage
{
    public async Task<IActionResult> OnPostAsync(int callId)
    {
        await calls.EndForAllAsync(Me.Id, callId);
        return Redirect($"/calls/{callId}");
    }
}
