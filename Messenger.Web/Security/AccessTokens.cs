using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Messenger.Web;

/// <summary>Access tokens: JWTs (RFC 7519) that name a session for half an hour. The session is looked up with every request.</summary>
public sealed class AccessTokens(SigningKeys keys, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    const string Party = "messenger", SessionClaim = "sid";

    const int Limit = 10_000;

    static readonly TimeSpan skew = TimeSpan.FromSeconds(30);

    readonly BoundedCache<string, ValidatedToken> genuine = new(Limit);
    readonly JsonWebTokenHandler tokens = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>What refresh tokens make their successors with.</summary>
    public byte[] Secret => keys.All[0].Key;

    public string Make(Session session) => Make(session, "access", Lifetime);

    /// <summary>Opens files and nothing else: for pictures in a page, which cannot send a header.</summary>
    public string MakeForFiles(Session session) => Make(session, "files", RefreshTokens.Lifetime);

    /// <summary>The session that an access token names, or null when it is forged, expired, or none of ours.</summary>
    public Task<Guid?> ReadAsync(string token) => ReadAsync(token, "access");

    public Task<Guid?> ReadForFilesAsync(string token) => ReadAsync(token, "files");

    string Make(Session session, string kind, TimeSpan lifetime)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return tokens.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Party, Audience = Party, IssuedAt = now, Expires = now + lifetime,
            Claims = new Dictionary<string, object> { ["sub"] = $"{session.UserId}", ["type"] = kind, [SessionClaim] = $"{session.Id}" },
            SigningCredentials = new SigningCredentials(keys.All[0], SecurityAlgorithms.HmacSha256),
        });
    }

    async Task<Guid?> ReadAsync(string token, string kind)
    {
        // What was genuine once stays so until it expires; whether its session lives is asked every time.
        if (!genuine.TryGet(token, out var known))
        {
            known = await CheckAsync(token);
            if (known is not null)
            {
                genuine.Set(token, known);
            }
        }

        return known?.Kind == kind && time.GetUtcNow().UtcDateTime < known.Until ? known.Session : null;
    }

    async Task<ValidatedToken?> CheckAsync(string token)
    {
        var result = await tokens.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Party, ValidAudience = Party, ValidAlgorithms = [SecurityAlgorithms.HmacSha256], IssuerSigningKeys = keys.All,
            LifetimeValidator = IsTimely,
        });
        return result.IsValid && result.Claims.TryGetValue("type", out var type)
            && result.Claims.TryGetValue(SessionClaim, out var session) && Guid.TryParse(session as string, out var id)
            ? new ValidatedToken(id, type as string, result.SecurityToken.ValidTo + skew)
            : null;
    }

    // The library asks the system's clock.
    bool IsTimely(DateTime? from, DateTime? until, SecurityToken token, TokenValidationParameters rules) =>
        until is { } end && time.GetUtcNow().UtcDateTime < end + skew;

    sealed record ValidatedToken(Guid Session, string? Kind, DateTime Until);
}
