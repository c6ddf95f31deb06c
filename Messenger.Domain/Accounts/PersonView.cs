using System.Linq.Expressions;

namespace Messenger.Domain;

/// <summary>A person as everybody may see them.</summary>
/// <param name="Version">Moves when any of the rest does.</param>
/// <param name="Avatar">Where their picture is; null when it is drawn from their initials.</param>
/// <param name="Email">Null unless its owner shows it to everybody; so is the phone.</param>
public sealed record PersonView(
    int Id, string Username, string? FullName, string? Status, int Version, string? Avatar, string? Email, string? Phone, bool IsActive, bool IsVerified, DateTimeOffset Since)
{
    /// <summary>Nobody any more: what this person said may still be there.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>
    /// Shares no chat with whoever looks, or is shown as the author of a message whose chat they have left: whoever looks is not told whether they are here.
    /// Known only where strangers can be met, and in what programs are told of messages.
    /// </summary>
    public bool IsStranger { get; init; }

    // The rest differs only from one version of them to the next.
    public override int GetHashCode() => Id;

    public static readonly Expression<Func<User, PersonView>> Of = user => From(user);

    /// <summary>The full name, or the username where there is none; null: nobody any more, for whom each language has words of its own. So who shows it asks for those.</summary>
    internal string? Name => IsDeleted ? null : FullName ?? Username;

    public static PersonView From(User user) => new(
        user.Id, user.UserName!, user.FullName, user.Status, user.Version, user.Avatar,
        user.ShowsEmail ? user.Email : null, user.ShowsPhone ? user.PhoneNumber : null, user.IsActive, user.EmailConfirmed, user.CreatedAt)
    {
        IsDeleted = user.DeletedAt is not null,
    };

    /// <summary>Oneself, as far as is known without asking the database.</summary>
    public static PersonView From(Me me) =>
        new(me.Id, me.Username, me.FullName, me.Status, Version: 0, me.Avatar, Email: null, Phone: null, IsActive: true, me.IsVerified, Since: default);
}

/// <summary>A person as they see themselves.</summary>
public sealed record OwnView(PersonView Person, string Email, string? Phone);

/// <summary>The part of how people are seen that they may change.</summary>
/// <param name="Avatar">Null, or the one there is: others come by uploading a picture.</param>
public sealed record Profile(string? FullName, string? Status, string? Phone, string? Avatar);
