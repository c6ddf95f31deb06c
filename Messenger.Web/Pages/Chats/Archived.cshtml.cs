using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page of the chats that I put into the archive, the last active first.</summary>
public sealed class ArchivedModel(Chats chats) : AppPage
{
    /// <summary>When the last row before these was active, in UTC ticks.</summary>
    [FromQuery(Name = "before")]
    public long? Ticks { get; set; }

    [FromQuery(Name = "id")]
    public int Id { get; set; }

    public new ChatListPage Page { get; private set; } = null!;

    public IActionResult OnGet() => Request.IsHtmx() ? Partial("_Archived", this) : base.Page();

    protected override async Task LoadAsync() => Page = await chats.ArchiveAsync(Me.Id, ListModel.TimeOf(Ticks), Id);
}
