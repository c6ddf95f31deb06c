namespace Messenger.Domain;

/// <summary>The wish for an invitation: what it is to be.</summary>
/// <param name="Uses">How many it lets in.</param>
/// <param name="Days">After how many it is over.</param>
/// <param name="ChatId">The group that who comes is in.</param>
/// <param name="Role">What they are there.</param>
public sealed record InvitationWish(string? Note = null, int Uses = 1, int Days = Invitation.UsualDays, int? ChatId = null, Role Role = Role.Member, bool MakesAdmin = false);

/// <summary>An invitation that was just made.</summary>
/// <param name="Secret">Shown now and never again.</param>
public sealed record NewInvitation(InvitationView Invitation, string Secret);

/// <summary>An invitation as those see it who may take it back.</summary>
/// <param name="By">Who made it.</param>
/// <param name="Group">What its group is called; null where it has none, or that has no name.</param>
public sealed record InvitationView(
    int Id, string? Note, string By, int? ChatId, string? Group, Role Role, bool MakesAdmin, int Uses, int Used, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt,
    InvitationState State, bool IsOfServer);

/// <summary>An invitation as whoever has its secret sees it.</summary>
/// <param name="By">Who invites.</param>
/// <param name="MakesAccount">Whether a stranger gets an account by it.</param>
/// <param name="HasGroup">Whether it leads into a group, which may have no name.</param>
public sealed record OpenedInvitation(string By, bool HasGroup, string? Group, int MemberCount, bool MakesAccount, bool MakesAdmin, bool IsOfServer, InvitationState State);
