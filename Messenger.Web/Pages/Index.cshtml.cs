using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>
/// The page where one comes in: the list, and beside it how to begin; with the way back, where a chat was just put out of sight.
/// </summary>
public sealed class IndexModel(Chats chats) : AppPage
{
    /// <summary>The chat that was put into the archive.</summary>
    [FromQuery(Name = "archived")]
    public int? Archived { get; set; }

    /// <summary>The chat that was marked as unread.</summary>
    [FromQuery(Name = "unread")]
    public int? Unread { get; set; }

    /// <summary>Null when there is none, or it is not so any more.</summary>
    public ChatView? Chat { get; private set; }

    public bool IsArchived => Archived is not null;

    protected override async Task LoadAsync()
    {
        var found = (Archived ?? Unread) is { } id ? (await chats.ManyAsync(Me.Id, [id])).GetValueOrDefault(id) : null;
        Chat = found is not null && (IsArchived ? found.IsArchived : found.IsMarkedUnread) ? found : null;
    }
}
