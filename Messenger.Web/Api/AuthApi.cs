using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Messenger.Web;

/// <summary>The endpoints of /api/auth: who one is, and the tokens that prove it.</summary>
public static class AuthApi
{
    public static void MapAuth(this IEndpointRouteBuilder api)
    {
        var open = api.MapGroup("/auth").WithTags("auth").AllowAnonymous();
        open.MapPost("/register", RegisterAsync).Refuses(400, 403, 422, 429);
        open.MapPost("/login", LogInAsync).Refuses(401, 403, 429);
        open.MapPost("/refresh", RefreshAsync).Refuses(401);
        open.MapPost("/verify-email", VerifyAsync).RateLimit(Limit.Link).Refuses(400, 422);

        var mine = api.MapGroup("/auth").WithTags("auth");
        mine.MapMethods("/me", ReadMethods.GetAndHead, MeAsync);
        mine.MapPost("/logout", LogOutAsync).WithMetadata(new AllowRestrictedAttribute(AccountRestriction.Unverified, AccountRestriction.Leaving));
        mine.MapMethods("/sessions", ReadMethods.GetAndHead, SessionsAsync);
        mine.MapDelete("/sessions/{id:guid}", EndAsync).Refuses(403, 404);
        mine.MapMethods("/tokens", ReadMethods.GetAndHead, TokensAsync);
        mine.MapPost("/tokens", CreateTokenAsync).RateLimit(Limit.Start).Refuses(403, 409, 422, 429);
        mine.MapMethods("/tokens/{id:guid}", ReadMethods.GetAndHead, TokenAsync).Refuses(404);
        mine.MapDelete("/tokens/{id:guid}", RevokeAsync).Refuses(403, 404);
    }

    /// <summary>Make an account</summary>
    /// <remarks>The first account is the admin's. Where registration is not open, others need an invitation.</remarks>
    public static async Task<Created<UserJson>> RegisterAsync(
        JsonBody<RegisterRequest> body, HttpContext http, Accounts accounts, PasswordTries tries, Contract contract)
    {
        var wanted = body.Value;
        var preferences = Preferences.From(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, "", "", null);
        var user = await tries.RegisterAsync(http, wanted.Email, () => accounts.RegisterAsync(
            wanted.Username, wanted.Email, wanted.Password, wanted.FullName, preferences, wanted.Invitation));
        return TypedResults.Created($"/api/users/{user.Id}", contract.User(PersonView.From(user)) with { Email = user.Email! });
    }

    /// <summary>Log in</summary>
    /// <remarks>
    /// Begins a session and answers its first pair of tokens. An account with a second step needs `otp` as well: without it, or with a wrong
    /// one, this is 401 with a sentence that says so (`urn:messenger:code_missing`, `urn:messenger:code_wrong`).
    /// </remarks>
    public static async Task<TokensJson> LogInAsync(
        JsonBody<LoginRequest> body, HttpContext http, PasswordTries tries, RefreshTokens refreshTokens, AccessTokens tokens)
    {
        var user = await tries.ProveAsync(http, body.Value.Email, body.Value.Password);
        var session = await tries.EnterAsync(http, user, body.Value.Otp, isKept: true, SessionKind.Program);
        http.ShowFiles(session);
        return Pair(tokens, session, await refreshTokens.BeginAsync(session));
    }

    /// <summary>Refresh tokens</summary>
    /// <remarks>
    /// Answers a new pair for a refresh token, which is used up by that. The same one again within 30 seconds answers the same
    /// successor; later it ends the session, because somebody else must have it.
    /// </remarks>
    public static async Task<TokensJson> RefreshAsync(
        JsonBody<RefreshRequest> body, HttpContext http, RefreshTokens refreshTokens, AccessTokens tokens)
    {
        var (session, next) = await refreshTokens.UseAsync(body.Value.RefreshToken ?? http.Request.Query["refresh_token"], tokens.Secret);
        http.ShowFiles(session);
        return Pair(tokens, session, next);
    }

    /// <summary>Get my profile</summary>
    /// <remarks>Oneself, with the e-mail address and the phone number that others see only where they are shown to everybody.</remarks>
    public static async Task<UserJson> MeAsync(HttpContext http, People people, Contract contract) =>
        contract.Myself(new OwnView(await people.OneAsync(http.Me().Id, http.Me().Id), http.Me().Email, http.Me().Phone));

    /// <summary>Log out</summary>
    /// <remarks>Ends this session: its tokens and sockets stop working at once.</remarks>
    public static async Task<DoneJson> LogOutAsync(HttpContext http, Sessions sessions, Texts texts)
    {
        await sessions.EndAsync(http.Me(), http.Me().SessionId);
        return new DoneJson(texts["You are logged out."]);
    }

    /// <summary>List my sessions</summary>
    /// <remarks>Where I am logged in, this one first.</remarks>
    public static async Task<IReadOnlyList<SessionJson>> SessionsAsync(HttpContext http, Sessions sessions) =>
        [.. (await sessions.ListAsync(http.Me())).Select(Contract.Session)];

    /// <summary>End a session</summary>
    /// <remarks>One of mine. A personal access token ends none but its own.</remarks>
    public static async Task<DoneJson> EndAsync(Guid id, HttpContext http, Sessions sessions, Texts texts)
    {
        await sessions.EndAsync(http.Me(), id);
        return new DoneJson(texts["It is logged out."]);
    }

    /// <summary>Verify an e-mail address</summary>
    /// <remarks>
    /// Proves it with the token that was mailed there. Whom an invitation led here is in its group from now on; `message` says so if it was taken back meanwhile.
    /// </remarks>
    /// <param name="token">The token, if it is not in the body.</param>
    public static async Task<DoneJson> VerifyAsync(JsonBody<VerifyRequest> body, string? token, Accounts accounts, Texts texts)
    {
        var proof = body.Value.Token ?? token;
        var missed = await accounts.VerifyAsync(string.IsNullOrWhiteSpace(proof) ? throw Refused.Invalid("token_missing", "Send the token that came by mail.", "token") : proof);
        return new DoneJson(missed is null ? texts["Your address is verified"] : $"{texts["Your address is verified"]}. {texts["You are not in the group."]} {texts.Of(missed)}");
    }

    /// <summary>List my access tokens</summary>
    /// <remarks>Personal access tokens, newest first; never their secrets.</remarks>
    public static async Task<IReadOnlyList<TokenJson>> TokensAsync(HttpContext http, PersonalTokens tokens) =>
        [.. (await tokens.ListAsync(http.Me())).Select(Contract.Token)];

    /// <summary>Get an access token</summary>
    /// <remarks>One of mine that opens something; never its secret.</remarks>
    public static async Task<TokenJson> TokenAsync(Guid id, HttpContext http, PersonalTokens tokens) =>
        Contract.Token((await tokens.ListAsync(http.Me())).FirstOrDefault(token => token.Id == id) ?? throw Refused.NotFound());

    /// <summary>Make a personal access token</summary>
    /// <remarks>
    /// For a bot or a script. Its secret is in this answer and nowhere else. It is another way in, so it takes what logging in takes: `password`, and `otp` where
    /// the second step is on. Within ten minutes of the log-in whose access token this is, neither is asked for. It opens everything that I may: there are no `scopes`.
    /// </remarks>
    public static async Task<Created<NewTokenJson>> CreateTokenAsync(JsonBody<TokenRequest> body, HttpContext http, PersonalTokens tokens, PasswordTries tries)
    {
        var (me, wanted, name) = (http.Me(), body.Value, "");
        Refused.Together(() => name = PersonalTokens.NameFrom(wanted.Name), () => RefuseScopes(wanted));
        var made = wanted.Password is null
            ? await tokens.CreateAsync(me, name, password: null, code: null)
            : await tries.AgainAsync(me, () => tokens.CreateAsync(me, name, wanted.Password, wanted.Otp), wanted.Otp);
        return TypedResults.Created($"/api/auth/tokens/{made.Id}", new NewTokenJson(made.Id, made.Secret));
    }

    /// <summary>Revoke a personal access token</summary>
    /// <remarks>It opens nothing from now on.</remarks>
    public static async Task<DoneJson> RevokeAsync(Guid id, HttpContext http, PersonalTokens tokens, Texts texts)
    {
        await tokens.RevokeAsync(http.Me(), id);
        return new DoneJson(texts["It is logged out."]);
    }

    // Or whoever asks for less than everything would be given everything.
    static void RefuseScopes(TokenRequest wanted)
    {
        if (wanted.Scopes is not null)
        {
            throw Refused.Invalid("scopes_unknown", "A token opens everything that you may. There are no scopes.", "scopes");
        }
    }

    static TokensJson Pair(AccessTokens tokens, Session session, string refresh) =>
        new(tokens.Make(session), refresh, "bearer", (int)AccessTokens.Lifetime.TotalSeconds);
}
