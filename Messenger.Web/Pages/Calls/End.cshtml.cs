using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Ends a call for everybody, which only who began it may do.</summary>
public sealed class EndCallModel(Domain.Calls calls) : ActionPage
{
    public async Task<IActionResult> OnPostAsync(int callId)
    {
        await calls.EndForAllAsync(Me.Id, callId);
        return Redirect($"/calls/{callId}");
    }
}
