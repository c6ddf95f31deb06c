using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The rows of the chat list: its first page, or what comes after the last row of another page.</summary>
public sealed class ListModel(Chats chats) : AppPage
{
    /// <summary>When the last row before these was active, in UTC ticks.</summary>
    [FromQuery(Name = "before")]
    public long? Ticks { get; set; }

    [FromQuery(Name = "id")]
    public int Id { get; set; }

    /// <summary>The chat that is open beside it.</summary>
    [FromQuery(Name = "open")]
    public int Open { get; set; }

    /// <summary>How many rows the page has, which is to go on having them.</summary>
    [FromQuery(Name = "rows")]
    public int Count { get; set; }

    DateTimeOffset? Before => TimeOf(Ticks);

    public async Task<IActionResult> OnGetAsync()
    {
        var version = await chats.GetListVersionAsync(Me.Id);
        var rows = new ChatRows(await chats.PageAsync(Me.Id, Open, Before, Id, Count), Open, version);
        if (rows is { Page.Chats.Count: 0, Version.Archived: 0 } && Before is not null)
        {
            // The page before this one was full, and the last.
            return Request.IsHtmx() ? new EmptyResult() : Redirect("/");
        }

        ViewData[ChatList.Rows] = rows;
        return Request.IsHtmx() ? Partial("_ChatRows", rows) : Page();
    }

    /// <summary>Null for none, and for what is no time.</summary>
    public static DateTimeOffset? TimeOf(long? ticks) =>
        ticks >= 0 && ticks <= DateTimeOffset.MaxValue.Ticks ? new DateTimeOffset(ticks.Value, TimeSpan.Zero) : null;
}
