namespace Messenger.Web;

/// <summary>
/// The choice of whether new messages are heard on this device while a page is open. A cookie, because the phone and the desk of
/// one person differ.
/// </summary>
static class SoundPreference
{
    const string Name = "sound", On = "on";

    static readonly TimeSpan lifetime = TimeSpan.FromDays(400);

    public static bool IsOn(HttpContext http) => http.Request.Cookies[Name] is On;

    public static void Choose(HttpContext http, bool isOn)
    {
        var cookie = new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = lifetime };
        if (isOn)
        {
            http.Response.Cookies.Append(Name, On, cookie);
        }
        else
        {
            http.Response.Cookies.Delete(Name, cookie);
        }
    }
}
