using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Messenger.Web;

/// <summary>Finds who asks by <c>Authorization: Bearer</c> (RFC 6750), which programs send: an access token, or a personal one.</summary>
public sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, AccessTokens tokens, Sessions sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string Name = "Bearer";

    const string Prefix = "Bearer ";

    public static string? TokenOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } header && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[Prefix.Length..].Trim() : null;

    /// <summary>Who a token belongs to, or null.</summary>
    public static async Task<Me?> FindAsync(string token, string address, IServiceProvider services) =>
        token.StartsWith(PersonalTokens.Prefix, StringComparison.Ordinal)
            ? await services.GetRequiredService<PersonalTokens>().FindAsync(token, address)
            : await services.GetRequiredService<AccessTokens>().ReadAsync(token) is { } session
                ? await services.GetRequiredService<Sessions>().FindAsync(session, address)
                : null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var shown = Context.FilesToken();
        if (TokenOf(Request) is null && shown is null)
        {
            return AuthenticateResult.NoResult();
        }

        var me = TokenOf(Request) is { } sent ? await FindAsync(sent, Context.Address(), Context.RequestServices)
            : await tokens.ReadForFilesAsync(shown!) is { } session ? await sessions.FindAsync(session, Context.Address())
            : null;
        if (me is null)
        {
            return AuthenticateResult.Fail("The token is not valid.");
        }

        Context.Set(me);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, $"{me.Id}")], Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers[HeaderNames.WWWAuthenticate] = TokenOf(Request) is null ? Name : $"{Name} error=\"invalid_token\"";
        return Task.CompletedTask;
    }
}
