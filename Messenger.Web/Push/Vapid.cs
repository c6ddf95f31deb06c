using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Messenger.Web;

/// <summary>
/// The proof of who we are to push services (RFC 8292): our public key, which browsers
/// subscribe with, and tokens signed with the private one, a service each.
/// </summary>
public sealed class Vapid(ILookups lookups, AllSettings settings, TimeProvider time)
{
    // A token may be good for a day (RFC 8292, 2); it is used for half of that, so that no clock need be right to the hour.
    static readonly TimeSpan lifetime = TimeSpan.FromHours(12), renewed = TimeSpan.FromHours(1);

    static readonly JsonWebTokenHandler tokens = new() { SetDefaultTimesOnTokenCreation = false };

    readonly BoundedCache<string, (string Value, DateTimeOffset Until)> written = new(1000);

    readonly Lock signing = new();

    Task<(ECDsa Key, string Public)>? key;

    /// <summary>In base64url, as browsers take it.</summary>
    public async Task<string> PublicKeyAsync() => (await KeyAsync()).Public;

    /// <summary>What is shown to the service of an endpoint.</summary>
    public async Task<string> ParameterAsync(Uri endpoint)
    {
        var mine = await KeyAsync();
        return $"t={Token(mine.Key, Origin.Of(endpoint))}, k={mine.Public}";
    }

    string Token(ECDsa mine, string audience)
    {
        var now = time.GetUtcNow();
        if (written.TryGet(audience, out var known) && known.Until > now)
        {
            return known.Value;
        }

        Dictionary<string, object> claims = new() { ["aud"] = audience, ["exp"] = (now + lifetime).ToUnixTimeSeconds() };
        if (settings.Push.Contact is { } contact)
        {
            claims["sub"] = contact;
        }

        lock (signing)
        {
            var token = tokens.CreateToken(new SecurityTokenDescriptor { Claims = claims, SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(mine), SecurityAlgorithms.EcdsaSha256) });
            written.Set(audience, (token, now + renewed));
            return token;
        }
    }

    // It is there after the start and never changes. A database that was away is asked again.
    Task<(ECDsa Key, string Public)> KeyAsync() => key is { IsFaulted: false } known ? known : key = ReadAsync();

    async Task<(ECDsa, string)> ReadAsync()
    {
        var kept = await StoredKeys.PushAsync(lookups);
        var mine = ECDsa.Create();
        mine.ImportPkcs8PrivateKey(kept, out _);
        return (mine, Base64Url.EncodeToString(PushEncryption.PointOf(mine.ExportParameters(false).Q)));
    }
}
