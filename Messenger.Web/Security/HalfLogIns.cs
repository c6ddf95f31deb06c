using System.Globalization;

namespace Messenger.Web;

/// <summary>
/// The proof that a password was found right, which the form of the second step brings back. It is good for ten minutes, and opens nothing
/// by itself.
/// </summary>
public sealed class HalfLogIns(SealedTexts seals, Accounts accounts)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    const string Purpose = "half log-in";

    public string Seal(User proven, bool isKept) => seals.Seal(Purpose, $"{proven.Id} {isKept} {proven.SecurityStamp}");

    /// <summary>Whose it is, and whether they stay logged in there.</summary>
    public async Task<(User User, bool IsKept)> OpenAsync(string? seal) =>
        seals.Open(Purpose, seal, Lifetime)?.Text.Split(' ') is [var id, var kept, var stamp]
            && await accounts.FindProvenAsync(int.Parse(id, CultureInfo.InvariantCulture), stamp) is { } user
            ? (user, bool.Parse(kept))
            : throw new Refused(Reason.Unknown, "log_in_again", "This took too long. Log in once more.", "");
}
