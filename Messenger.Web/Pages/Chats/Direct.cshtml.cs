using Messenger.Domain;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Opens the chat with a person; with myself, my notes.</summary>
public sealed class DirectModel(Chats chats, Throttle throttle) : AppPage
{
    protected override bool HasForm => false;

    public async Task<IActionResult> OnPostAsync(int userId)
    {
        throttle.Start(Me.Id);
        return Redirect($"/chats/{await chats.DirectAsync(Me.Id, userId)}");
    }
}
