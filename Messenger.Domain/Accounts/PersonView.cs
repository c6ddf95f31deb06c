using System.Linq.Expressions;

namespace Messenger.Domain;

/// <summary>A person as everybody may see them.</summary>
/// <param name="Name">The full name, or the username where there is none.</param>
/// <param name="Version">Moves when any of the rest does.</param>
public sealed record PersonView(int Id, string Username, string Name, string? Status, int Version)
{
    public static readonly Expression<Func<User, PersonView>> Of =
        user => new PersonView(user.Id, user.UserName!, user.FullName ?? user.UserName!, user.Status, user.Version);

    public static PersonView From(User user) => new(user.Id, user.UserName!, user.FullName ?? user.UserName!, user.Status, user.Version);
}
