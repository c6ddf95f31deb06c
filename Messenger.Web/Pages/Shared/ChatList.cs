using Messenger.Domain;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The list beside every page: what differs per viewer is drawn here, live parts only touch the last line.</summary>
public sealed class ChatList(Chats chats) : ViewComponent
{
    /// <summary>Where a page puts the rows to be shown here instead of the first ones.</summary>
    public const string Rows = "ChatRows";

    public async Task<IViewComponentResult> InvokeAsync()
    {
        var me = HttpContext.Me().Id;
        // The stamp first: what happens in between makes the list be drawn once more, not once too few.
        ViewData["Stamp"] = await chats.GetListVersionAsync(me);
        return View(ViewData[Rows] as IReadOnlyList<ChatView> ?? await chats.ListAsync(me));
    }
}
