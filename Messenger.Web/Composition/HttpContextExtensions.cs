namespace Messenger.Web;

/// <summary>Tells whether a program or a page asks.</summary>
static class HttpContextExtensions
{
    /// <summary>Whether a program asks, by the JSON API.</summary>
    public static bool IsApi(this HttpContext http) => http.Request.Path.StartsWithSegments("/api");
}
