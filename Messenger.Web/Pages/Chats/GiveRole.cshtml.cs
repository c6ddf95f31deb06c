using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Makes a member an admin, an admin a member, or either the owner.</summary>
[RateLimit(Limit.Send)]
public sealed class GiveRoleModel(Members members) : ActionPage
{
    public async Task<IActionResult> OnPostAsync(int chatId, int userId, Role? role)
    {
        if (role is null)
        {
            return BadRequest();
        }

        await members.ChangeRoleAsync(Me.Id, chatId, userId, role.Value);
        return Redirect($"/chats/{chatId}/members");
    }
}
