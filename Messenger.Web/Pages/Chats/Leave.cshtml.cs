using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Leaves a group.</summary>
public sealed class LeaveModel(Members members) : AppPage
{
    protected override bool HasForm => false;

    public async Task<IActionResult> OnPostAsync(int chatId)
    {
        await members.LeaveAsync(Me.Id, chatId);
        return Redirect("/");
    }
}
