using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Messenger.Web;

/// <summary>Texts that travel with a page and come back with its form: nobody else can read or make one, and they grow old.</summary>
public sealed class SealedTexts(IDataProtectionProvider protection, TimeProvider time)
{
    public string Seal(string purpose, string text) => ProtectorFor(purpose).Protect($"{time.GetUtcNow().UtcTicks} {text}");

    /// <summary>Null when it is too old, for something else, or none of ours.</summary>
    public (string Text, DateTimeOffset MadeAt)? Open(string purpose, string? seal, TimeSpan lifetime)
    {
        try
        {
            return ProtectorFor(purpose).Unprotect(seal ?? "").Split(' ', 2) is [var ticks, var text]
                && new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero) is var madeAt && time.GetUtcNow() - madeAt < lifetime
                ? (text, madeAt)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    IDataProtector ProtectorFor(string purpose) => protection.CreateProtector("seal", purpose);
}
