using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page of what a chat may tell me, and for how long it is to be silent.</summary>
public sealed class ChatNotificationsModel(Chats chats, PersonalChatSettings settings) : AppPage
{
    [BindProperty(SupportsGet = true)]
    public int ChatId { get; set; }

    public ChatView Chat { get; private set; } = null!;

    public ChatNotifications Now { get; private set; } = null!;

    /// <param name="mute">keep, always, a number of hours, or nothing for not at all.</param>
    public async Task<IActionResult> OnPostAsync(string? level, string? mute)
    {
        await settings.SetLevelAsync(Me.Id, ChatId, level);
        if (mute is not "keep")
        {
            await settings.MuteAsync(Me.Id, ChatId, mute is { Length: > 0 }, MuteModel.PeriodOf(mute));
        }

        return LocalRedirect($"/chats/{ChatId}/notifications?saved=true");
    }

    protected override async Task LoadAsync()
    {
        Chat = await chats.OpenAsync(Me.Id, ChatId);
        Now = await settings.NotificationsAsync(Me.Id, ChatId);
    }
}
