namespace Messenger.Web;

/// <summary>The endpoints of /api/users: finding people, and saying who one is.</summary>
public static class UsersApi
{
    public static void MapUsers(this IEndpointRouteBuilder api)
    {
        var users = api.MapGroup("/users").WithTags("users");
        users.MapMethods("/", ReadMethods.GetAndHead, FindAsync).Pages().Refuses(422);
        users.MapMethods("/{id:int}", ReadMethods.GetAndHead, OneAsync).Refuses(404);
        users.MapMethods("/me/privacy", ReadMethods.GetAndHead, PrivacyAsync);
        users.MapPut("/me/privacy", SetPrivacyAsync).RateLimit(Limit.Send).Refuses(422);
        users.MapMethods("/blocked", ReadMethods.GetAndHead, BlockedAsync);
        users.MapPut("/{id:int}/block", BlockAsync).RateLimit(Limit.Start).Refuses(404, 409, 422);
        users.MapDelete("/{id:int}/block", UnblockAsync).RateLimit(Limit.Start).Refuses(404);
        users.MapPut("/me", ChangeAsync).RateLimit(Limit.Send).Refuses(422);
        users.MapPost("/me/avatar", SetAvatarAsync).RateLimit(Limit.Upload).WithMetadata(
            new RequestBody(null, "multipart/form-data"), new RequestFiles(1, _ => $"A JPEG, PNG, WebP or GIF, up to {Avatars.Megabytes} MB."), new AcceptsUploadAttribute(UploadKind.Avatar));
    }

    /// <summary>Find people</summary>
    /// <remarks>Everybody but oneself, those I share a chat with first.</remarks>
    /// <param name="search">Parts of the username and full name in any order and language, without regard to case and accents; or a whole e-mail address that is shown to everybody.</param>
    public static async Task<IReadOnlyList<UserJson>> FindAsync(string? search, PageRange page, HttpContext http, People people, Contract contract) =>
        [.. (await people.FindAsync(http.Me().Id, search, skip: page.Skip, limit: page.Limit ?? 100)).Select(contract.User)];

    /// <summary>Get a person</summary>
    /// <remarks>Somebody; for oneself with e-mail and phone.</remarks>
    public static async Task<UserJson> OneAsync(int id, HttpContext http, People people, Contract contract)
    {
        var (me, person) = (http.Me(), await people.OneAsync(http.Me().Id, id));
        return id == me.Id ? contract.Myself(new OwnView(person, me.Email, me.Phone)) : contract.User(person);
    }

    /// <summary>Get my privacy</summary>
    /// <remarks>What others are not told of me, nor I of them.</remarks>
    public static Task<PrivacyJson> PrivacyAsync(HttpContext http, Contract contract) => Task.FromResult(contract.Privacy(http.Me()));

    /// <summary>Change my privacy</summary>
    /// <remarks>What is not named stays. Who hides one sees nobody's.</remarks>
    public static async Task<PrivacyJson> SetPrivacyAsync(JsonBody<PrivacyRequest> body, HttpContext http, Profiles profiles)
    {
        var (hidesPresence, hidesReads) = await profiles.SavePrivacyAsync(http.Me().Id, body.Value.HidesPresence, body.Value.HidesReads);
        return new PrivacyJson(hidesPresence, hidesReads);
    }

    /// <summary>List blocked people</summary>
    /// <remarks>Whom I have blocked, by name.</remarks>
    public static async Task<IReadOnlyList<UserJson>> BlockedAsync(HttpContext http, Blocks blocks, Contract contract) =>
        [.. (await blocks.ListAsync(http.Me().Id)).Select(contract.User)];

    /// <summary>Block a person</summary>
    /// <remarks>No direct messages, no calls, no adding to groups and no presence, each way, and no notification of what they say elsewhere. They are not told.</remarks>
    public static async Task<DoneJson> BlockAsync(int id, HttpContext http, Blocks blocks, Texts texts)
    {
        await blocks.BlockAsync(http.Me().Id, id);
        return new DoneJson(texts["Blocked."]);
    }

    /// <summary>Unblock a person</summary>
    /// <remarks>Whether or not they were blocked.</remarks>
    public static async Task<DoneJson> UnblockAsync(int id, HttpContext http, Blocks blocks, Texts texts)
    {
        await blocks.UnblockAsync(http.Me().Id, id);
        return new DoneJson(texts["Blocked no more."]);
    }

    /// <summary>Change my profile</summary>
    /// <remarks>Changes what is named, and nothing else.</remarks>
    public static async Task<UserJson> ChangeAsync(JsonBody<ProfileRequest> body, HttpContext http, Profiles profiles, Avatars avatars, Contract contract)
    {
        var wanted = body.Value;
        var me = await profiles.ChangeAsync(http.Me().Id, now => new Profile(
            wanted.Gives(nameof(wanted.FullName)) ? wanted.FullName : now.FullName,
            wanted.Gives(nameof(wanted.Status)) ? wanted.Status : now.Status,
            wanted.Gives(nameof(wanted.PhoneNumber)) ? wanted.PhoneNumber : now.Phone,
            wanted.Gives(nameof(wanted.Avatar)) ? wanted.Avatar : now.Avatar));
        if (me.Person.Avatar is null)
        {
            await avatars.ForgetAsync(http.Me().Avatar);
        }

        return contract.Myself(me);
    }

    /// <summary>Upload my picture</summary>
    /// <remarks>JPEG, PNG, WebP or GIF, at most 5 MB. It is cut square, and what the camera wrote into it is gone.</remarks>
    public static async Task<AvatarJson> SetAvatarAsync(HttpContext http, Avatars avatars)
    {
        var form = http.Request.GetTypedHeaders().ContentType?.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) is true ? await http.Request.FormAsync()
            : throw new BadHttpRequestException("Not a form with files.", StatusCodes.Status415UnsupportedMediaType);
        return new AvatarJson((await avatars.SaveAsync(http.Me().Id, form.Files.FirstOrDefault() ?? throw Avatars.Missing()))!);
    }
}
