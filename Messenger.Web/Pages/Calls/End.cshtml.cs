using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Who began a call ends it for everybody.</summary>
public sealed class EndCallModel(Domain.Calls calls) : AppPage
{
    protected override bool HasForm => false;

    public async Task<IActionResult> OnPostAsync(int callId)
    {
        await calls.EndForAllAsync(Me.Id, callId);
        return Redirect($"/calls/{callId}");
    }
}
