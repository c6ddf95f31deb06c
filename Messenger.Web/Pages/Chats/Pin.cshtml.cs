using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Keeps a chat at the top of my list, or no longer.</summary>
public sealed class PinModel(PersonalChatSettings settings) : ActionPage
{
    public async Task<IActionResult> OnPostAsync(int chatId, bool on, string? back)
    {
        await settings.PinAsync(Me.Id, chatId, on);
        return BackTo(back, otherwise: $"/chats/{chatId}");
    }
}
