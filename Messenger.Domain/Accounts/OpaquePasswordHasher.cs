using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Messenger.Domain;

/// <summary>The hasher to which a password is the same however a keyboard makes its letters and spaces (RFC 8265, 4.2).</summary>
public sealed class OpaquePasswordHasher(IOptions<PasswordHasherOptions> options) : PasswordHasher<User>(options)
{
    public override string HashPassword(User user, string password) => base.HashPassword(user, Passwords.Normalized(password));

    /// <summary>Hashes made before passwords were normalised are of what was typed then: as now, or taken apart as some systems type it.</summary>
    public override PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
    {
        var normalized = Passwords.Normalized(providedPassword);
        var outcome = base.VerifyHashedPassword(user, hashedPassword, normalized);
        return outcome is PasswordVerificationResult.Failed
            && Passwords.Before(providedPassword).Except([normalized]).Any(form => base.VerifyHashedPassword(user, hashedPassword, form) is not PasswordVerificationResult.Failed)
            ? PasswordVerificationResult.SuccessRehashNeeded
            : outcome;
    }
}
