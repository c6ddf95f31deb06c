using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Takes a message back for everybody.</summary>
[RateLimit(Limit.Send)]
public sealed class DeleteModel(Messages messages, History history) : ActionPage
{
    public async Task<IActionResult> OnPostAsync(int chatId, int messageId)
    {
        await history.OneAsync(Me.Id, chatId, messageId);
        var message = await messages.DeleteAsync(Me.Id, messageId);
        return Request.IsHtmx()
            ? Partial("/Pages/Fragments/_MessageDeleted.cshtml", message)
            : Redirect($"/chats/{chatId}?around={message.Sequence}#message-{messageId}");
    }
}
