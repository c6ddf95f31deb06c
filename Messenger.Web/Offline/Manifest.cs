namespace Messenger.Web;

/// <summary>
/// The manifest of the installed messenger: what it is called, looks like and is good for. Browsers
/// ask for it without cookies, so it is the same for everybody of a language.
/// </summary>
static class Manifest
{
    public static void MapManifest(this WebApplication app) => app.MapMethods("/manifest.webmanifest", ReadMethods.GetAndHead, (HttpContext http, Texts texts, LiveSettings settings) =>
    {
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.Vary = "Accept-Language";
        return Results.Json(
            new
            {
                id = "/", name = settings.Now.Name, short_name = settings.Now.Name, description = texts["A messenger on a server of your own."],
                lang = System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
                start_url = "/", scope = "/", display = "standalone", theme_color = "#005d6d", background_color = "#efeeeb",
                categories = new[] { "social" },
                icons = new[] { Icon("192", "192x192", "any"), Icon("512", "512x512", "any"), Icon("maskable", "512x512", "maskable") },
                shortcuts = new[] { Shortcut(texts["New chat"], "/chats/new"), Shortcut(texts["Find people"], "/search"), Shortcut(texts["Calls"], "/calls") },
                share_target = new { action = "/share", method = "GET", enctype = "application/x-www-form-urlencoded", @params = new { title = "title", text = "text", url = "url" } },
            },
            contentType: "application/manifest+json");
    });

    static object Icon(string name, string sizes, string purpose) => new { src = $"/icons/{name}.png", sizes, purpose, type = "image/png" };

    static object Shortcut(string name, string url) => new { name, url, icons = new[] { new { src = "/icons/192.png", sizes = "192x192", type = "image/png" } } };
}
