using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>Decides who may make an account now, and by what.</summary>
public sealed class Admissions(MessengerDb db, RegistrationPolicy policy, Invitations invitations)
{
    internal async Task<Registration> RegistrationAsync() => policy.Of(isFirst: !await db.Users.AnyAsync(user => user.DeletedAt == null));

    /// <param name="secret">Of an invitation, or null.</param>
    internal async Task<Admission> RequireAsync(string? secret) => await RegistrationAsync() switch
    {
        Registration.First => new Admission(policy, IsFirst: true, null),
        _ when !string.IsNullOrEmpty(secret) => new Admission(policy, IsFirst: false, await invitations.RequireForAccountAsync(secret)),
        Registration.Open => new Admission(policy, IsFirst: false, null),
        Registration.Invited => throw Refused.Forbidden("invitation_needed", "An account here needs an invitation. Ask somebody who has an account."),
        _ => throw RegistrationPolicy.Closed(),
    };

    /// <summary>Counts the invitation that somebody came by, within that transaction; what it returns is told after it.</summary>
    internal async Task<JoinedGroup?> UseWithinAsync(User user, Admission admission) =>
        admission.Invitation is { } invitation ? await invitations.UseWithinAsync(user, invitation) : null;

    /// <summary>Proves the address of somebody, within a transaction of the caller, who saves; what it returns is told after it.</summary>
    internal async Task<GroupEntry> VerifyWithinAsync(User user) =>
        user.Verify() is { } invitation ? await invitations.EnterCountedAsync(user.Id, invitation) : GroupEntry.None;
}

/// <summary>The ground on which somebody comes in: as the first, by an invitation, or because it is open.</summary>
sealed record Admission(RegistrationPolicy Policy, bool IsFirst, Invitation? Invitation)
{
    // Whom an admin invites may have any address.
    bool IsTrusted => IsFirst || Invitation is { IsOfServer: true };

    public string CheckedEmail(string? typed)
    {
        var email = Emails.Checked(typed);
        if (!IsTrusted)
        {
            Policy.RequireDomain(email);
        }

        return email;
    }

    public void Admit(User user)
    {
        if (IsFirst || Invitation is { MakesAdmin: true })
        {
            user.BecomeAdmin();
        }

        if (!IsTrusted && Policy.Domains.Count > 0)
        {
            user.AwaitVerification(Invitation?.Id);
        }
    }
}
