using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page of all that is pinned in a chat.</summary>
public sealed class PinnedModel(Chats chats, History history) : AppPage
{
    [BindProperty(SupportsGet = true)]
    public int ChatId { get; set; }

    public ChatView Chat { get; private set; } = null!;

    public IReadOnlyList<MessageView> Messages { get; private set; } = [];

    public bool MayPin => Message.MayPin(Chat.IsGroup, Chat.MayManage);

    protected override async Task LoadAsync()
    {
        Chat = await chats.OpenAsync(Me.Id, ChatId);
        Messages = await history.PinnedAsync(Me.Id, ChatId);
    }
}
