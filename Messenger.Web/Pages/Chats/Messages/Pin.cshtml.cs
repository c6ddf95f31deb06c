using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Pins a message for everybody in its chat, or no longer.</summary>
[RateLimit(Limit.Send)]
public sealed class PinMessageModel(Messages messages, History history) : ActionPage
{
    public async Task<IActionResult> OnPostAsync(int chatId, int messageId, bool on, string? back)
    {
        await history.OneAsync(Me.Id, chatId, messageId);
        var message = await messages.PinAsync(Me.Id, messageId, on);
        if (!Request.IsHtmx())
        {
            return BackTo(back, otherwise: $"/chats/{chatId}?around={message.Sequence}#message-{messageId}");
        }

        var pinned = await history.LastPinnedAsync(Me.Id, chatId);
        return Partial("/Pages/Fragments/_PinsChanged.cshtml", new PinsChanged(new Delivery.Users([Me.Id]), message, pinned));
    }
}
