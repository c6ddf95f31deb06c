using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>
/// Refresh tokens: single use, each makes the next (RFC 6749, 6). Using one again ends its session, but for a moment in which
/// the same successor is given again: an answer was lost, or a program refreshed twice at once.
/// </summary>
public sealed class RefreshTokens(MessengerDb db, Sessions sessions, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7), Grace = TimeSpan.FromSeconds(30);

    /// <summary>The first token of a session.</summary>
    public async Task<string> BeginAsync(Session session)
    {
        var token = Text(RandomNumberGenerator.GetBytes(32));
        db.Add(Row(token, session.Id));
        await db.SaveChangesAsync();
        return token;
    }

    /// <param name="secret">Makes successors that nobody else can work out, and that need not be kept anywhere.</param>
    /// <returns>The session and its next token.</returns>
    public async Task<(Session Session, string Next)> UseAsync(string? token, byte[] secret)
    {
        var (hash, now) = (HashOf(token ?? ""), time.Now());
        var next = Text(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(token ?? "")));
        var session = await db.RefreshTokens.AsNoTracking()
            .Where(t => t.Hash == hash && t.ExpiresAt > now && t.Session.EndedAt == null && t.Session.User.IsActive)
            .Select(t => t.Session).SingleOrDefaultAsync() ?? throw Unknown();

        var isFirst = await db.WriteAsync(async () =>
        {
            var used = await db.RefreshTokens.Where(t => t.Hash == hash && t.UsedAt == null)
                .ExecuteUpdateAsync(row => row.SetProperty(t => t.UsedAt, now));
            if (used == 0)
            {
                return false;
            }

            await db.RefreshTokens.Where(t => t.SessionId == session.Id && t.ExpiresAt <= now).ExecuteDeleteAsync();
            db.Add(Row(next, session.Id));
            await db.SaveChangesAsync();
            return true;
        });

        if (!isFirst)
        {
            await RepeatAsync(session, hash, HashOf(next), now);
        }

        return (session, next);
    }

    async Task RepeatAsync(Session session, byte[] hash, byte[] next, DateTimeOffset now)
    {
        var usedAt = await db.RefreshTokens.Where(t => t.Hash == hash).Select(t => t.UsedAt).SingleOrDefaultAsync();
        if (now - usedAt > Grace)
        {
            await sessions.EndAnywayAsync(session.UserId, session.Id);
            throw Unknown();
        }

        // Made with another secret: it cannot be given again, and nobody is to blame.
        if (!await db.RefreshTokens.AnyAsync(t => t.Hash == next))
        {
            throw Unknown();
        }
    }

    RefreshToken Row(string token, Guid sessionId) => new() { Hash = HashOf(token), SessionId = sessionId, ExpiresAt = time.Now() + Lifetime };

    static Refused Unknown() => new(Reason.Unknown, "token_unknown", "This refresh token is not valid any more. Log in again.", "refresh_token");

    static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    static string Text(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
