namespace Messenger.Domain;

/// <summary>The policy of who may make an account. The first one may always be made: it is the admin's.</summary>
/// <param name="Mode">For whoever comes without an invitation by an admin.</param>
/// <param name="Domains">Of mail addresses that accounts are for; none: any. Such an account can do nothing until its address is verified.</param>
public sealed record RegistrationPolicy(RegistrationMode Mode, IReadOnlyCollection<string> Domains)
{
    /// <summary>For whoever comes while somebody, or nobody yet, has an account.</summary>
    public Registration Of(bool isFirst) => isFirst ? Registration.First : Mode switch
    {
        RegistrationMode.Open => Registration.Open,
        RegistrationMode.Invite => Registration.Invited,
        _ => Registration.Closed,
    };

    /// <summary>Whether somebody makes an account by it.</summary>
    public bool Admits(Invitation invitation) => invitation.IsOfServer || Mode is not RegistrationMode.Closed;

    /// <summary>Refuses an address of another domain than those that accounts are for.</summary>
    public void RequireDomain(string email)
    {
        if (Domains.Count > 0 && !Domains.Contains(email.Split('@')[^1], StringComparer.OrdinalIgnoreCase))
        {
            throw Refused.Invalid("email_domain", "Accounts here are for addresses of certain domains only. Take one of those.", "email");
        }
    }

    public static Refused Closed() => Refused.Forbidden("registration_closed", "Nobody can make an account here by themselves.");
}

/// <summary>The mode of registration, as it is configured.</summary>
public enum RegistrationMode
{
    Open,

    /// <summary>By an invitation: of an admin of the server, or into a group.</summary>
    Invite,

    /// <summary>By an invitation of an admin of the server, and no other.</summary>
    Closed,
}

/// <summary>The state of registration now, for whoever comes without an invitation.</summary>
public enum Registration
{
    Open,
    First,
    Invited,
    Closed,
}
