namespace Messenger.Web;

/// <summary>
/// The choice of what the Enter key does in a message field on this device: empty (sends where there is a keyboard), send or
/// break. A cookie and no <see cref="Domain.Preferences"/>, because the phone and the desk of one person differ.
/// </summary>
static class EnterKeyPreference
{
    const string Name = "enter";

    static readonly TimeSpan lifetime = TimeSpan.FromDays(400);

    public static string Of(HttpContext http) => http.Request.Cookies[Name] is ("send" or "break") and var chosen ? chosen : "";

    public static void Choose(HttpContext http, string? choice)
    {
        var cookie = new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = lifetime };
        if (choice is "send" or "break")
        {
            http.Response.Cookies.Append(Name, choice, cookie);
        }
        else
        {
            http.Response.Cookies.Delete(Name, cookie);
        }
    }
}
