using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Takes a person out of a group.</summary>
public sealed class RemoveMemberModel(Members members) : ActionPage
{
    public async Task<IActionResult> OnPostAsync(int chatId, int userId)
    {
        await members.RemoveAsync(Me.Id, chatId, userId);
        return Redirect($"/chats/{chatId}/members");
    }
}
