using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>
/// A page that makes invitations and takes them back: of the server, or of a group. The
/// answer to making one is the only page that ever has its address.
/// </summary>
public abstract class InvitationPage(Invitations invitations) : AppPage
{
    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public string? Uses { get; set; } = "1";

    [BindProperty]
    public string? Days { get; set; } = $"{Invitation.UsualDays}";

    [BindProperty]
    public Role Role { get; set; } = Role.Member;

    public IReadOnlyList<InvitationView> All { get; protected set; } = [];

    public NewInvitation? Made { get; private set; }

    /// <summary>What is to be given away.</summary>
    public string? Address { get; private set; }

    /// <summary>Where its forms post to.</summary>
    public abstract string Here { get; }

    protected Invitations Invitations => invitations;

    protected InvitationWish Wish => new(Note, Number(Uses), Number(Days), Role: Role);

    protected async Task<IActionResult> ShowAsync(NewInvitation made)
    {
        (Made, Address) = (made, JoinAddress.Of(Request, made.Secret));
        await LoadAsync();
        return Page();
    }

    // What is no number is none that is allowed.
    static int Number(string? typed) => int.TryParse(typed, out var number) ? number : 0;
}
