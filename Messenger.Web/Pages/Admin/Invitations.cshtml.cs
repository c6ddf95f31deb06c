using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page of who is asked into this messenger, by its admins; for anybody else there is no such page.</summary>
[KeepsFields, RateLimit(Limit.Start)]
public sealed class AdminInvitationsModel(Invitations invitations, Chats chats) : InvitationPage(invitations)
{
    [BindProperty(Name = "chat_id")]
    public int? ChatId { get; set; }

    [BindProperty(Name = "makes_admin")]
    public bool MakesAdmin { get; set; }

    /// <summary>What they may land in: only what I manage, as an admin of the server is nobody in the groups of others.</summary>
    public IReadOnlyList<ChatView> Groups { get; private set; } = [];

    public override string Here => "/admin/invitations";

    public async Task<IActionResult> OnPostAsync() =>
        await ShowAsync(await Invitations.CreateAsync(Me, Wish with { ChatId = ChatId, MakesAdmin = MakesAdmin }));

    public async Task<IActionResult> OnPostRevokeAsync(int id)
    {
        await Invitations.RevokeAsync(Me, id);
        return LocalRedirect($"{Here}?saved=true");
    }

    protected override async Task LoadAsync()
    {
        All = await Invitations.ListAsync(Me);
        Groups = [.. (await chats.ListAsync(Me.Id)).Where(chat => chat.MayManage)];
    }
}
