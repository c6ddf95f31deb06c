using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Rows of the list of chats.</summary>
/// <param name="Open">The chat that is open, or 0.</param>
/// <param name="Version">Of the list, read before the rows: what happens in between makes it be drawn once more, not once too few.</param>
public sealed record ChatRows(ChatListPage Page, int Open, ListVersion Version);

/// <summary>The list beside every page: what differs per viewer is drawn here, live parts only touch the last line.</summary>
public sealed class ChatList(Chats chats) : ViewComponent
{
    /// <summary>Where a page puts the rows to be shown here instead of the first ones.</summary>
    public const string Rows = "ChatRows";

    public async Task<IViewComponentResult> InvokeAsync() => View(ViewData[Rows] as ChatRows ?? await FirstAsync(HttpContext.Me().Id));

    async Task<ChatRows> FirstAsync(int me)
    {
        var version = await chats.GetListVersionAsync(me);
        _ = int.TryParse(RouteData.Values["chatId"] as string, out var open);
        // Said by chat-list.js: how far the list had gone on the page before.
        _ = int.TryParse(Request.Cookies["rows"], out var rows);
        return new ChatRows(await chats.PageAsync(me, open, atLeast: rows - 1), open, version);
    }
}
