using System.Security.Claims;
using Htmx;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.StaticAssets;

namespace Messenger.Web;

/// <summary>The browser's cookie. It names a session, and the session is looked up on every request.</summary>
static class SignIn
{
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    const string SessionClaim = "session", Either = "either";

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        var isSecure = builder.ReadSettings().Messenger.IsSecure;
        // __Host-: only over TLS, only this host, only path / (RFC 6265bis, 4.1.3.2).
        var name = isSecure ? "__Host-messenger" : "messenger";
        builder.Services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, either => either.ForwardDefaultSelector = http => IsProgram(http, name) ? BearerHandler.Name : Scheme)
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.Name, null)
            .AddCookie(cookie =>
        {
            cookie.Cookie.Name = name;
            cookie.Cookie.SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = Sessions.Lifetime;
            cookie.SlidingExpiration = true;
            cookie.LoginPath = "/account/login";
            cookie.Events.OnValidatePrincipal = CheckAsync;
            cookie.Events.OnRedirectToLogin = AskAsync;
        });
        builder.Services.AddAuthorization();
    }

    public static async Task SignInAsync(this HttpContext http, Session session, bool isRemembered)
    {
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, $"{session.UserId}"), new Claim(SessionClaim, $"{session.Id}")], Scheme);
        http.User = new ClaimsPrincipal(identity);
        await http.SignInAsync(Scheme, http.User, new AuthenticationProperties { IsPersistent = isRemembered });
    }

    /// <summary>
    /// Ends the cookie, and what this browser keeps. A script that asks takes away by itself what is of this person, and leaves what another
    /// has waiting to be sent.
    /// </summary>
    public static async Task SignOutAndForgetAsync(this HttpContext http)
    {
        await http.SignOutAsync();
        http.Response.Headers["Clear-Site-Data"] = http.Request.IsHtmx() ? "\"cache\"" : "\"cache\", \"storage\"";
    }

    public static Guid? SessionId(this ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(SessionClaim), out var id) ? id : null;

    // Never the browser's cookie under /api: so a page elsewhere can do nothing there in anybody's name.
    static bool IsProgram(HttpContext http, string cookie) => http.IsApi() || http.Request.Path.StartsWithSegments("/ws")
        || http.OpensFiles() && (BearerHandler.TokenOf(http.Request) is not null || !http.Request.Cookies.ContainsKey(cookie));

    static async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        if (await FindAsync(context) is { } me)
        {
            context.HttpContext.Set(me);
            if (!context.Properties.IsPersistent)
            {
                // It is over when the browser is closed, and nothing is to be kept of it for whoever opens that next.
                context.Response.Headers["Messenger-Passing"] = "true";
            }
        }
        else
        {
            context.RejectPrincipal();
        }
    }

    // A page about a failure is for whoever was known before it: with the database away, asking again would fail again.
    static async Task<Me?> FindAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        return http.Failure() is null && context.Principal?.SessionId() is { } id
            ? await http.RequestServices.GetRequiredService<Sessions>().FindAsync(id, http.Address())
            : http.FindMe();
    }

    // A session that ended: the log-in page to who only reads. A post gets 401, and Error.cshtml asks and keeps what was typed.
    static Task AskAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (HttpMethods.IsPost(request.Method) || request.IsHtmx() || request.Path.StartsWithSegments("/hub"))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        // From the root: a Host that somebody made up leads nowhere.
        context.Response.Redirect(new Uri(context.RedirectUri).PathAndQuery);
        return Task.CompletedTask;
    }
}
