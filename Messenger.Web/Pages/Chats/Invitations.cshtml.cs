using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page of addresses by which people come into a group, for those who manage it.</summary>
[KeepsFields, RateLimit(Limit.Start)]
public sealed class GroupInvitationsModel(Invitations invitations, Chats chats, RegistrationPolicy policy) : InvitationPage(invitations)
{
    [BindProperty(SupportsGet = true)]
    public int ChatId { get; set; }

    public ChatView Chat { get; private set; } = null!;

    /// <summary>Only the owner makes admins.</summary>
    public bool MayInviteAdmins => Chat.Role is Role.Owner;

    /// <summary>Strangers get an account by it.</summary>
    public bool MakesAccounts => policy.Mode is not RegistrationMode.Closed;

    public override string Here => $"/chats/{ChatId}/invitations";

    public async Task<IActionResult> OnPostAsync() =>
        await ShowAsync(await Invitations.CreateForGroupAsync(Me.Id, ChatId, Wish));

    public async Task<IActionResult> OnPostRevokeAsync(int id)
    {
        await Invitations.RevokeForGroupAsync(Me.Id, ChatId, id);
        return LocalRedirect($"{Here}?saved=true");
    }

    protected override async Task LoadAsync()
    {
        All = await Invitations.ListForGroupAsync(Me.Id, ChatId);
        Chat = await chats.OpenAsync(Me.Id, ChatId);
    }
}
