using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>
/// The changes of a chat since a revision, as fragments. The header Messenger-Revision says how far they go, or "reload".
/// </summary>
public sealed class ChangesModel(History history, Chats chats) : AppPage
{
    public Changes Changes { get; private set; } = null!;

    public ChatChanged? Chat { get; private set; }

    /// <summary>Where it begins, whatever changed; where nothing was erased since it changes nothing.</summary>
    public HistoryErased Erased => new(new Delivery.Users([Me.Id]), ChatId, Changes.FirstSequence, Changes.Revision, ChangesLists: Changes.FirstSequence > 1, Pinned: null);

    public int ChatId { get; private set; }

    /// <summary>Whatever changed: one of them may have been pinned, or was.</summary>
    public PinnedMessages? Pinned { get; private set; }

    public async Task OnGetAsync(int chatId, [FromQuery] long after, [FromQuery] Guid epoch)
    {
        ChatId = chatId;
        Changes = await history.ChangesAsync(Me.Id, chatId, after, epoch);
        Response.Headers["Messenger-Revision"] = Changes.Reload ? "reload" : $"{Changes.Revision}";
        Pinned = Changes.Messages.Count > 0 || Changes.ChatChanged ? await history.LastPinnedAsync(Me.Id, chatId, state: Changes.State) : null;
        if (Changes.ChatChanged)
        {
            var chat = await chats.OpenAsync(Me.Id, chatId);
            Chat = new ChatChanged(new Delivery.Users([Me.Id]), chatId, chat.Title, chat.Revision, chat.MemberCount, chat.Avatar);
        }
    }
}
