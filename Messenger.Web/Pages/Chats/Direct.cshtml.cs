using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Opens the chat with a person; with myself, my notes.</summary>
[RateLimit(Limit.Start)]
public sealed class DirectModel(Chats chats) : ActionPage
{
    public async Task<IActionResult> OnPostAsync(int userId)
    {
        return Redirect($"/chats/{await chats.DirectAsync(Me.Id, userId)}");
    }
}
