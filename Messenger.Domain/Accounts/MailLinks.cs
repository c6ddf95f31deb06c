using System.Buffers.Text;
using System.Globalization;
using Microsoft.AspNetCore.Identity;

namespace Messenger.Domain;

/// <summary>A link to be mailed.</summary>
/// <param name="Token">Opaque, and fit for an address as it is.</param>
public sealed record MailLink(string Purpose, string Email, Preferences Preferences, string Token);

/// <summary>
/// Links that prove that whoever follows them reads the mail of an account. They are kept nowhere: signed, bound to one
/// purpose and to the account's security stamp, so a new password kills them all.
/// </summary>
public sealed class MailLinks(UserManager<User> users)
{
    /// <summary>Names of purposes, of the jobs that send such links, and of Identity's token providers.</summary>
    public const string Verify = "verify-email", Reset = "reset-password";

    /// <summary>Null when nobody, or nobody any more, needs it.</summary>
    public async Task<MailLink?> MakeAsync(string purpose, string email)
    {
        var user = await users.FindByEmailAsync(email);
        if (user is not { IsActive: true } || (purpose == Verify && user.EmailConfirmed))
        {
            return null;
        }

        var proof = Convert.FromBase64String(await users.GenerateUserTokenAsync(user, purpose, purpose));
        return new MailLink(purpose, user.Email!, user.Preferences, $"{user.Id}.{Base64Url.EncodeToString(proof)}");
    }

    /// <summary>Whose link this is, or null when it is not good.</summary>
    internal async Task<User?> FindAsync(string purpose, string? token)
    {
        if (token?.Split('.') is not [var id, var proof]
            || !int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _) || !Base64Url.IsValid(proof))
        {
            return null;
        }

        var user = await users.FindByIdAsync(id);
        var isGood = user is { IsActive: true }
            && await users.VerifyUserTokenAsync(user, purpose, purpose, Convert.ToBase64String(Base64Url.DecodeFromChars(proof)));
        return isGood ? user : null;
    }
}
