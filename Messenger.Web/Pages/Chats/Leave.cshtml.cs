using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Leaves a group.</summary>
public sealed class LeaveModel(Members members) : ActionPage
{
    public async Task<IActionResult> OnPostAsync(int chatId)
    {
        await members.LeaveAsync(Me.Id, chatId);
        return Redirect("/");
    }
}
