using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Answers a message with an emoji, or takes that back.</summary>
[RateLimit(Limit.Send)]
public sealed class ReactModel(Messages messages, History history) : ActionPage
{
    public async Task<IActionResult> OnPostAsync(int chatId, int messageId, string? emoji)
    {
        await history.OneAsync(Me.Id, chatId, messageId);
        var message = await messages.ReactAsync(Me.Id, messageId, emoji);
        return Request.IsHtmx()
            ? Partial("/Pages/Fragments/_ReactionsChanged.cshtml", message)
            : Redirect($"/chats/{chatId}?around={message.Sequence}#message-{messageId}");
    }
}
