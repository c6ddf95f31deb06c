using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Messenger.Web;

/// <summary>
/// Sets up the security of all doors: the headers that every answer has for the browser, form tokens, limits, and the proxies
/// that we believe.
/// </summary>
static class SecurityHeaders
{
    // A chat shows its live page in a frame, and a call its chat; nobody else shows any of ours.
    const string Policy = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'{0}";

    // The library that shows the API's description styles itself.
    const string Reading = "; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:";

    // What was recorded is listened to where it is still only in the page.
    const string Recording = "; media-src 'self' blob:";

    public static void AddSecurity(this WebApplicationBuilder builder)
    {
        var isSecure = builder.ReadSettings().Messenger.IsSecure;
        builder.Services.AddAntiforgery(antiforgery =>
        {
            antiforgery.HeaderName = "X-XSRF-TOKEN";
            antiforgery.Cookie.Name = isSecure ? "__Host-xsrf" : "xsrf";
            antiforgery.Cookie.SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            // Ours is frame-ancestors in the policy below, which also knows the live page.
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        builder.Services.AddSingleton<RateLimits>().AddSingleton<KnownDevices>().AddScoped<PasswordTries>();
        builder.Services.AddSingleton<SealedTexts>().AddScoped<HalfLogIns>().AddPasskeys();
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<Settings>>((forwarded, settings) =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            var proxies = settings.Value.TrustedProxies;
            proxies.ToList().ForEach(forwarded.KnownIPNetworks.Add);
            forwarded.ForwardedHeaders = proxies.Count > 0 ? forwarded.ForwardedHeaders : ForwardedHeaders.None;
        });
    }

    public static void UseSecurityHeaders(this WebApplication app)
    {
        app.UseForwardedHeaders();
        // dotnet watch puts its own script and socket into pages.
        var watching = app.Environment.IsDevelopment() ? "; script-src 'self' 'unsafe-inline'; connect-src 'self' ws: http:" : "";
        app.Use((http, next) =>
        {
            http.Response.OnStarting(() =>
            {
                Say(http, watching);
                return Task.CompletedTask;
            });
            return next();
        });
    }

    static void Say(HttpContext http, string watching)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        if (http.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        if (headers.ContentType.ToString().StartsWith("text/html"))
        {
            headers.ContentSecurityPolicy = string.Format(Policy, http.Request.Path == "/docs" ? Reading : IsChat(http) ? Recording + watching : watching);
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(self), microphone=(self), geolocation=(), payment=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
        }
        else if (headers.ContentSecurityPolicy.Count == 0)
        {
            // Not a page: it needs nothing, and every byte of it is sent with every small file.
            headers.ContentSecurityPolicy = "default-src 'none'";
        }

        // nginx gathers an answer before it hands it on, and these never end.
        if (http.Request.Path.Value?.EndsWith("/live") is true || headers.ContentType.ToString().StartsWith("text/event-stream"))
        {
            headers["X-Accel-Buffering"] = "no";
        }

        DoNotStore(headers);
    }

    static bool IsChat(HttpContext http) => http.GetRouteValue("page") is "/Chats/Chat";

    // Pages are personal. What may be kept, our own style sheets and scripts, says so itself.
    static void DoNotStore(IHeaderDictionary headers)
    {
        if (headers.CacheControl.Count == 0 || headers.ContentType.ToString().StartsWith("text/html"))
        {
            headers.CacheControl = "no-store";
            headers.Remove("Pragma");
            headers.Remove("Expires");
        }
    }
}
