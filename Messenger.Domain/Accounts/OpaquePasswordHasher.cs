using BCrypt.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Messenger.Domain;

/// <summary>The hasher to which a password is the same however a keyboard makes its letters and spaces (RFC 8265, 4.2).</summary>
public sealed class OpaquePasswordHasher(IOptions<PasswordHasherOptions> options) : PasswordHasher<User>(options)
{
    /// <summary>What hashes of the original begin with ($2a$, $2b$, $2y$).</summary>
    internal const string Bcrypt = "$2";

    public override string HashPassword(User user, string password) => base.HashPassword(user, Passwords.Normalized(password));

    /// <summary>
    /// Hashes made before passwords were normalised, or by the original, are of what was typed then: as now, or taken apart as some systems type it.
    /// The original counted the first 72 bytes, and let nothing be a password, which opens no account here.
    /// </summary>
    public override PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
    {
        var normalized = Passwords.Normalized(providedPassword);
        if (hashedPassword.StartsWith(Bcrypt, StringComparison.Ordinal))
        {
            return providedPassword.Length > 0 && Passwords.Before(providedPassword).Prepend(normalized).Distinct().Any(form => IsBcrypt(form, hashedPassword))
                ? PasswordVerificationResult.SuccessRehashNeeded
                : PasswordVerificationResult.Failed;
        }

        var outcome = base.VerifyHashedPassword(user, hashedPassword, normalized);
        return outcome is PasswordVerificationResult.Failed
            && Passwords.Before(providedPassword).Except([normalized]).Any(form => base.VerifyHashedPassword(user, hashedPassword, form) is not PasswordVerificationResult.Failed)
            ? PasswordVerificationResult.SuccessRehashNeeded
            : outcome;
    }

    // A hash that is cut off opens nothing.
    static bool IsBcrypt(string password, string hash)
    {
        try
        {
            return BCrypt.Net.BCrypt.Verify(password, hash);
        }
        catch (Exception odd) when (odd is SaltParseException or ArgumentException)
        {
            return false;
        }
    }
}
