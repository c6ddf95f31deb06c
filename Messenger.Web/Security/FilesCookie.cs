using Microsoft.AspNetCore.Authentication;

namespace Messenger.Web;

/// <summary>
/// The cookie that a log-in through the API also sets: it opens files and avatars, for reading only, so nothing can be done with it from
/// another site. Web clients of the original show files with <c>&lt;img src&gt;</c>, which sends no Authorization.
/// </summary>
static class FilesCookie
{
    const string Name = "files";

    public static void ShowFiles(this HttpContext http, Session session) =>
        http.Response.Cookies.Append(Name, http.RequestServices.GetRequiredService<AccessTokens>().MakeForFiles(session), new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = RefreshTokens.Lifetime,
        });

    /// <summary>The browser's own cookie comes first; one that has ended is no reason to hide this one.</summary>
    public static void UseFilesCookie(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (http.User.Identity?.IsAuthenticated is not true && http.FilesToken() is not null && await http.AuthenticateAsync(BearerHandler.Name) is { Succeeded: true } shown)
        {
            http.User = shown.Principal;
        }

        await next();
    });

    public static bool OpensFiles(this HttpContext http) =>
        http.Request.Path.StartsWithSegments("/files") || http.Request.Path.StartsWithSegments("/avatars");

    /// <summary>The cookie, where it opens anything.</summary>
    public static string? FilesToken(this HttpContext http) => http.OpensFiles() ? http.Request.Cookies[Name] : null;
}
