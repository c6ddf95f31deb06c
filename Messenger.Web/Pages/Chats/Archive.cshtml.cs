using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Puts a chat into my archive, or takes it out.</summary>
public sealed class ArchiveModel(PersonalChatSettings settings) : ActionPage
{
    public async Task<IActionResult> OnPostAsync(int chatId, bool on, string? back)
    {
        await settings.ArchiveAsync(Me.Id, chatId, on);
        return BackTo(back, otherwise: on ? $"/?archived={chatId}" : $"/chats/{chatId}");
    }
}
