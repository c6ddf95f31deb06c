using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Messenger.Web;

/// <summary>
/// The cookie of a device that somebody has logged in from (OWASP calls it a device cookie). It opens nothing: tries from there are
/// only counted apart from those of strangers, who then cannot keep its owner out by guessing.
/// </summary>
public sealed class KnownDevices(IDataProtectionProvider protection, IOptions<Settings> settings)
{
    // A family's computer.
    const int MostPeople = 8;

    readonly IDataProtector protector = protection.CreateProtector("device");

    string Name => settings.Value.IsSecure ? "__Host-device" : "device";

    /// <summary>Its name, and who logged in there, the last one first.</summary>
    public (string Id, IReadOnlyList<int> People) Of(HttpContext http)
    {
        try
        {
            if (http.Request.Cookies[Name] is { } cookie && protector.Unprotect(cookie).Split(' ') is [var id, .. var people])
            {
                return (id, [.. people.Select(person => int.Parse(person, CultureInfo.InvariantCulture))]);
            }
        }
        catch (CryptographicException)
        {
            // Of another installation, or made up: a stranger's.
        }

        return (Guid.NewGuid().ToString("N"), []);
    }

    /// <param name="isKept">Whether it is a device to stay on; otherwise it is forgotten with the browser's session.</param>
    public void Remember(HttpContext http, int userId, bool isKept)
    {
        var (id, people) = Of(http);
        http.Response.Cookies.Append(Name, protector.Protect(string.Join(' ', [id, .. people.Prepend(userId).Distinct().Take(MostPeople)])), new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = settings.Value.IsSecure || http.Request.IsHttps, MaxAge = isKept ? TimeSpan.FromDays(365) : null,
        });
    }
}
