using Messenger.Domain;

namespace Messenger.Web;

/// <summary>/api/users: finding people, and saying who one is.</summary>
public static class UsersApi
{
    public static void MapUsers(this IEndpointRouteBuilder api)
    {
        var users = api.MapGroup("/users").WithTags("users");
        users.MapRead("/", FindAsync).Pages().Refuses(422);
        users.MapRead("/{id:int}", OneAsync).Refuses(404);
        users.MapPut("/me", ChangeAsync).Refuses(422);
    }

    /// <summary>Other people, those I share a chat with first.</summary>
    /// <param name="search">A part of the username or full name, in any language; or a whole e-mail address that is shown to everybody.</param>
    public static async Task<IReadOnlyList<UserJson>> FindAsync(string? search, Paging page, HttpContext http, People people, Contract contract) =>
        [.. (await people.FindAsync(http.Me().Id, search, skip: page.Skip, limit: page.Limit ?? 100)).Select(contract.User)];

    public static async Task<UserJson> OneAsync(int id, HttpContext http, People people, Contract contract) =>
        contract.User(await people.OneAsync(http.Me().Id, id));

    /// <summary>Changes what is named, and nothing else.</summary>
    public static async Task<UserJson> ChangeAsync(Body<ProfileRequest> body, HttpContext http, Accounts accounts, Contract contract)
    {
        var wanted = body.Value;
        return contract.Myself(await accounts.ChangeProfileAsync(http.Me().Id, user => new Profile(
            wanted.Gives(nameof(wanted.FullName)) ? wanted.FullName : user.FullName,
            wanted.Gives(nameof(wanted.Status)) ? wanted.Status : user.Status,
            wanted.Gives(nameof(wanted.PhoneNumber)) ? wanted.PhoneNumber : user.PhoneNumber,
            wanted.Gives(nameof(wanted.Avatar)) ? wanted.Avatar : user.Avatar)));
    }
}
