namespace Messenger.Web;

/// <summary>
/// Tells each request what we are called. With Messenger:PublicUrl we are there and nowhere else, whatever Host a
/// request or the proxy before us names, and as secure as that says: links, redirects and cookies are for it. A
/// foreign Host is not refused, because some proxies send their own.
/// </summary>
static class PublicHost
{
    /// <summary>After the last that has to know what was sent.</summary>
    public static void UsePublicHost(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<AllSettings>().Messenger;
        if (settings.PublicUrl is not { } known)
        {
            return;
        }

        app.Use((http, next) =>
        {
            http.Request.Host = HostString.FromUriComponent(known);
            http.Request.Scheme = settings.IsSecure ? known.Scheme : http.Request.Scheme;
            return next();
        });
    }
}
