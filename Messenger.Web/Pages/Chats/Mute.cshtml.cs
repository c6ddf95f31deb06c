using Messenger.Domain;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Makes a chat silent for me, or no longer.</summary>
public sealed class MuteModel(Chats chats) : AppPage
{
    protected override bool HasForm => false;

    public async Task<IActionResult> OnPostAsync(int chatId, bool on, string? back)
    {
        await chats.MuteAsync(Me.Id, chatId, on);
        return BackTo(back, otherwise: $"/chats/{chatId}");
    }
}
