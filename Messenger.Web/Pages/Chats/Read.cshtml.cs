using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>
/// Marks everything up to a sequence as read: said by the page when it is looked at, or by a button without JavaScript.
/// </summary>
public sealed class ReadModel(ReadReceipts readReceipts) : ActionPage
{
    public async Task<IActionResult> OnPostAsync(int chatId, [FromForm] int sequence)
    {
        await readReceipts.ReadAsync(Me.Id, chatId, sequence);
        return Request.IsHtmx() ? new NoContentResult() : Redirect($"/chats/{chatId}");
    }
}
