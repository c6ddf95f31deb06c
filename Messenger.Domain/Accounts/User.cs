using Microsoft.AspNetCore.Identity;

namespace Messenger.Domain;

/// <summary>A person with an account.</summary>
public sealed class User : IdentityUser<int>
{
    public const int NameLimit = 80, UsernameLimit = 32, StatusLimit = 140, PhoneLimit = 32;

    public string? FullName { get; private set; }

    public string? Avatar { get; private set; }

    /// <summary>The free text line under the name.</summary>
    public string? Status { get; private set; }

    /// <summary>Whether everybody may see it; the address is the owner's business otherwise.</summary>
    public bool ShowsEmail { get; private set; }

    public bool ShowsPhone { get; private set; }

    /// <summary>online, away or offline as last written; the living answer is <see cref="IPresence"/>'s.</summary>
    public string UserStatus { get; private set; } = "offline";

    public bool IsActive { get; private set; } = true;

    public bool IsAdmin { get; private set; }

    /// <summary>May do nothing but prove that the address is theirs: its domain is why there is this account.</summary>
    public bool AwaitsVerification { get; private set; }

    /// <summary>
    /// The invitation into a group that this account was made by, until its address is proven; it has counted this person by then. It may be gone meanwhile, which is
    /// said then, so the database does not look after it.
    /// </summary>
    public int? InvitationId { get; private set; }

    /// <summary>Nobody is told whether this person is here, and they are told of nobody.</summary>
    public bool HidesPresence { get; private set; }

    /// <summary>The same of what they have read.</summary>
    public bool HidesReads { get; private set; }

    /// <summary>When this account is to be deleted; null when that is not so, or done.</summary>
    public DateTimeOffset? LeavesAt { get; private set; }

    /// <summary>What this person said is deleted with it.</summary>
    public bool TakesMessages { get; private set; }

    /// <summary>Since when this is nobody any more: a row for what was said to lean on.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public Preferences Preferences { get; private set; } = new();

    /// <summary>Username and full name folded, for finding people in any language.</summary>
    public string Searchable { get; private set; } = "";

    /// <summary>The skeletons of the username, so that nobody takes one that looks like it.</summary>
    public string Skeletons { get; private set; } = "";

    /// <summary>Counts the changes of what others see, for keys of rendered messages.</summary>
    public int Version { get; private set; }

    public static User New(string username, string email, string? fullName, Preferences preferences, DateTimeOffset now)
    {
        var user = new User { CreatedAt = now, UpdatedAt = now, Email = email, Preferences = preferences };
        user.Rename(username, fullName, now);
        return user;
    }

    /// <summary>Somebody who had an account in the original, with the id they have there.</summary>
    internal static User Imported(OriginalUser user, string username, string email, string? hash, string? avatar)
    {
        var imported = new User
        {
            Id = user.Id, Email = email, NormalizedEmail = ImportedNames.Normalized(email), NormalizedUserName = ImportedNames.Normalized(username), PasswordHash = hash,
            PhoneNumber = ImportedNames.Fit(user.PhoneNumber, PhoneLimit), Status = ImportedNames.Fit(user.Status, StatusLimit), EmailConfirmed = user.IsEmailVerified && string.Equals(email, user.Email, StringComparison.OrdinalIgnoreCase),
            IsActive = user.IsActive, Avatar = avatar, CreatedAt = user.CreatedAt, SecurityStamp = $"{Guid.NewGuid()}",
        };
        imported.Rename(username, ImportedNames.Fit(user.FullName, NameLimit), user.UpdatedAt);
        return imported;
    }

    /// <summary>Came from the original, and has not logged in here since.</summary>
    internal bool IsAwaited => PasswordHash is null || PasswordHash.StartsWith(OpaquePasswordHasher.Bcrypt, StringComparison.Ordinal);

    /// <summary>As they are in the original by now, but for the names they got here.</summary>
    /// <returns>Whether that is otherwise than before.</returns>
    internal bool CatchUp(OriginalUser user, string? hash, bool isActive, string? avatar)
    {
        var name = TextRules.Name(ImportedNames.Fit(user.FullName, NameLimit), "full_name", NameLimit);
        var (status, phone) = (ImportedNames.Fit(user.Status, StatusLimit), ImportedNames.Fit(user.PhoneNumber, PhoneLimit));
        var isVerified = EmailConfirmed || user.IsEmailVerified && string.Equals(Email, user.Email, StringComparison.OrdinalIgnoreCase);
        if ((FullName, Status, PhoneNumber, Avatar, PasswordHash, IsActive, EmailConfirmed) == (name, status, phone, avatar, hash, isActive, isVerified))
        {
            return false;
        }

        // A link to a new password, mailed before, is of the account as it was.
        SecurityStamp = (PasswordHash, IsActive) == (hash, isActive) ? SecurityStamp : Guid.NewGuid().ToString();
        (Status, PhoneNumber, Avatar, PasswordHash, IsActive, EmailConfirmed) = (status, phone, avatar, hash, isActive, isVerified);
        Rename(UserName!, name, user.UpdatedAt > UpdatedAt ? user.UpdatedAt : UpdatedAt);
        return true;
    }

    public void BecomeAdmin() => IsAdmin = true;

    /// <param name="invitationId">Into a group, which they are in once the address is proven.</param>
    public void AwaitVerification(int? invitationId) => (AwaitsVerification, InvitationId) = (true, invitationId);

    /// <returns>The invitation that waited for it, once.</returns>
    public int? Verify()
    {
        var waiting = InvitationId;
        (EmailConfirmed, AwaitsVerification, InvitationId) = (true, false, null);
        return waiting;
    }

    public void ResignAdmin() => IsAdmin = false;

    /// <summary>The new stamp ends what was proven before: a log-in that is under way, a link in a mail.</summary>
    public void Deactivate(DateTimeOffset now)
    {
        IsActive = false;
        SecurityStamp = Guid.NewGuid().ToString();
        Touch(now);
    }

    public void Activate(DateTimeOffset now)
    {
        IsActive = true;
        Touch(now);
    }

    public void RequireActive()
    {
        if (!IsActive)
        {
            throw new Refused(Reason.Conflict, "not_active", "This account is deactivated. Activate it first.");
        }
    }

    /// <summary>Too late to change anything of it.</summary>
    public bool IsGone(DateTimeOffset now) => DeletedAt is not null || LeavesAt <= now;

    public void Leave(DateTimeOffset at, bool takesMessages, DateTimeOffset now)
    {
        (LeavesAt, TakesMessages) = (at, takesMessages);
        Touch(now);
    }

    public void Stay(DateTimeOffset now)
    {
        if (IsGone(now))
        {
            throw Gone();
        }

        (LeavesAt, TakesMessages) = (null, false);
        Touch(now);
    }

    /// <summary>Everything that says who it was goes. The row stays: messages, calls and the audit lean on it.</summary>
    /// <param name="username">One that is nobody's.</param>
    public void BecomeNobody(string username, DateTimeOffset now)
    {
        var email = $"{username}@deleted.invalid";
        (Email, NormalizedEmail, NormalizedUserName) = (email, email.ToUpperInvariant(), username.ToUpperInvariant());
        (Avatar, Status, PhoneNumber, PasswordHash, EmailConfirmed, AwaitsVerification, InvitationId) = (null, null, null, null, false, false, null);
        (ShowsEmail, ShowsPhone, HidesPresence, HidesReads, IsAdmin) = (false, false, false, false, false);
        (Preferences, DeletedAt) = (new Preferences(), now);
        Rename(username, null, now);
        Deactivate(now);
    }

    internal static Refused Gone() => new(Reason.Conflict, "account_deleted", "This account is deleted.");

    public void Rename(string username, string? fullName, DateTimeOffset now)
    {
        UserName = username;
        FullName = TextRules.Name(fullName, "full_name", NameLimit);
        Fold();
        Touch(now);
    }

    /// <summary>Works out what is kept of the names for finding and comparing them.</summary>
    public void Fold()
    {
        Searchable = SearchText.Folded($"{UserName} {FullName}");
        Skeletons = string.Concat(Lookalikes.SkeletonsOf(UserName!));
    }

    public void Describe(string? status, string? phone, DateTimeOffset now)
    {
        Refused.Together(
            () => Status = TextRules.Name(status, "status", StatusLimit), () => PhoneNumber = TextRules.Name(phone, "phone_number", PhoneLimit, isPlain: true));
        Touch(now);
    }

    /// <param name="avatar">An address the messenger itself handed out, or null for the initials.</param>
    public void Portray(string? avatar, DateTimeOffset now)
    {
        Avatar = avatar;
        Touch(now);
    }

    /// <summary>What everybody may see, not only the owner.</summary>
    public void Show(bool email, bool phone, DateTimeOffset now)
    {
        (ShowsEmail, ShowsPhone) = (email, phone);
        Touch(now);
    }

    public void Hide(bool presence, bool reads, DateTimeOffset now)
    {
        (HidesPresence, HidesReads) = (presence, reads);
        UpdatedAt = now;
    }

    public void Choose(Preferences preferences, DateTimeOffset now)
    {
        Preferences = preferences;
        UpdatedAt = now;
    }

    void Touch(DateTimeOffset now)
    {
        Version++;
        UpdatedAt = now;
    }
}
