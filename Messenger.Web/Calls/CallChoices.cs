namespace Messenger.Web;

/// <summary>The choices of how calls go on this device. A cookie and no <see cref="Domain.Preferences"/>: a phone's line is not a desk's.</summary>
/// <param name="IsRelayOnly">Never straight, so that nobody in a call learns one's address.</param>
/// <param name="IsLean">Small pictures, for lines that are paid by the byte.</param>
public sealed record CallChoices(bool IsRelayOnly, bool IsLean)
{
    const string Name = "calls", Relay = "relay", Lean = "lean";

    static readonly TimeSpan lifetime = TimeSpan.FromDays(400);

    public static CallChoices Of(HttpContext http)
    {
        var chosen = (http.Request.Cookies[Name] ?? "").Split('-');
        return new CallChoices(chosen.Contains(Relay), chosen.Contains(Lean));
    }

    public void Keep(HttpContext http) => http.Response.Cookies.Append(Name, $"{(IsRelayOnly ? Relay : "")}-{(IsLean ? Lean : "")}",
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = lifetime });
}
