using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Marks a chat as unread in my list, or no longer. Back in the chat it would be read again.</summary>
public sealed class UnreadModel(PersonalChatSettings settings) : ActionPage
{
    public async Task<IActionResult> OnPostAsync(int chatId, bool on, string? back)
    {
        await settings.MarkUnreadAsync(Me.Id, chatId, on);
        return BackTo(back, otherwise: on ? $"/?unread={chatId}" : "/");
    }
}
