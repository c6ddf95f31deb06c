using System.Security.Claims;
using Messenger.Domain;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Htmx;

namespace Messenger.Web;

/// <summary>The browser's cookie. It names a session, and the session is looked up on every request.</summary>
static class SignIn
{
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    const string SessionClaim = "session";

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        var isSecure = builder.Configuration.GetSection("Messenger").Get<Settings>()?.IsSecure is true;
        builder.Services.AddAuthentication(Scheme).AddCookie(cookie =>
        {
            // __Host-: only over TLS, only this host, only path / (RFC 6265bis, 4.1.3.2).
            cookie.Cookie.Name = isSecure ? "__Host-messenger" : "messenger";
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

    public static Guid? SessionId(this ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(SessionClaim), out var id) ? id : null;

    static async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        var me = context.Principal?.SessionId() is { } id ? await sessions.FindAsync(id, context.HttpContext.Address()) : null;
        if (me is null)
        {
            context.RejectPrincipal();
            return;
        }

        context.HttpContext.Set(me);
    }

    // A session that ended: 401 to a script, the log-in page to a person. A form that was posted is taken along (Login.cshtml).
    static Task AskAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (request.IsHtmx() || request.Path.StartsWithSegments("/hub"))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        if (HttpMethods.IsPost(request.Method))
        {
            context.HttpContext.Items[typeof(KeptText)] = true;
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
