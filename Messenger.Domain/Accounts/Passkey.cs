using Microsoft.AspNetCore.Identity;

namespace Messenger.Domain;

/// <summary>A key on somebody's device or in their password manager that logs them in (WebAuthn). We have its public half.</summary>
public sealed class Passkey : IdentityUserPasskey<int>
{
    // Of the WebAuthn specification: at most 1,023 bytes.
    public const int IdLimit = 1024, NameLimit = 80;

    /// <summary>Null when it has never been used.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    /// <param name="signCount">How often it has signed, as it says itself; 0 for those that do not count.</param>
    /// <param name="askedAt">When it was asked to sign. What was asked before its last use has been answered, so this would be that answer once more.</param>
    public void Use(uint signCount, bool isBackedUp, DateTimeOffset askedAt, DateTimeOffset now)
    {
        if (LastUsedAt >= askedAt || (signCount > 0 || Data.SignCount > 0) && signCount <= Data.SignCount)
        {
            throw Unusable();
        }

        (Data.SignCount, Data.IsBackedUp, LastUsedAt) = (signCount, isBackedUp, now);
    }

    public void Rename(string? name) => Data.Name = NameFrom(name);

    public static string NameFrom(string? name) =>
        TextRules.Name(name, "name", NameLimit) ?? throw Refused.Invalid("passkey_name_missing", "Give it a name, so that you know it again.", "name");

    public static Refused Unusable() => new(Reason.Unknown, "passkey_wrong", "This passkey did not log you in. Try once more, or use your password.", "");
}
