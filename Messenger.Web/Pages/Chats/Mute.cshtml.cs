using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Makes a chat silent for me, for good or for some hours, or no longer.</summary>
public sealed class MuteModel(PersonalChatSettings settings) : ActionPage
{
    /// <summary>The hours that are offered.</summary>
    public static readonly IReadOnlyList<int> Periods = [1, 8];

    public async Task<IActionResult> OnPostAsync(int chatId, bool on, string? hours, string? back)
    {
        await settings.MuteAsync(Me.Id, chatId, on, PeriodOf(hours));
        return BackTo(back, otherwise: $"/chats/{chatId}");
    }

    /// <summary>Null for good, which is what anything else means that was asked for.</summary>
    public static TimeSpan? PeriodOf(string? hours) => int.TryParse(hours, out var period) && Periods.Contains(period) ? TimeSpan.FromHours(period) : null;
}
