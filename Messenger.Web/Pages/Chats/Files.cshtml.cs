using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page of what was sent to a chat, the newest first: pictures and video, papers, or sound.</summary>
public sealed class FilesModel(Chats chats, SharedFiles files) : AppPage
{
    [BindProperty(SupportsGet = true)]
    public int ChatId { get; set; }

    [FromQuery(Name = "show")]
    public FileFilter Filter { get; set; }

    /// <summary>Where the page before this one ended.</summary>
    [FromQuery]
    public int? Before { get; set; }

    public ChatView Chat { get; private set; } = null!;

    public SharedFilePage Found { get; private set; } = null!;

    protected override async Task LoadAsync()
    {
        Chat = await chats.OpenAsync(Me.Id, ChatId);
        Found = await files.ListAsync(Me.Id, ChatId, Filter, Before);
    }
}
