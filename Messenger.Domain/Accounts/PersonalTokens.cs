using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>A token as its owner sees it in the list.</summary>
/// <param name="LastUsedAt">Null when it has never been used.</param>
public sealed record TokenView(Guid Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt);

/// <summary>A token that was just made.</summary>
/// <param name="Secret">Shown now and never again.</param>
public sealed record NewToken(Guid Id, string Secret);

/// <summary>What a program shows instead of a password. Each is a session without a browser; ending the session revokes it.</summary>
public sealed class PersonalTokens(MessengerDb db, Sessions sessions, TimeProvider time)
{
    /// <summary>Tells a person, and a search for leaked secrets, what it is.</summary>
    public const string Prefix = "mt_";

    public const int Limit = 50, NameLimit = 80;

    public async Task<NewToken> CreateAsync(Me me, string? name)
    {
        RefuseTokens(me);
        var called = TextRules.Name(name, "name", NameLimit)
            ?? throw Refused.Invalid("token_name_missing", "Say what it is for, so that you know it again.", "name");
        var secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        // The same time twice is how one that was never used is known.
        var now = time.Now();
        var session = new Session
        {
            Id = Guid.CreateVersion7(), UserId = me.Id, Kind = SessionKind.Token, TokenHash = Hash(secret), Device = called, Address = "",
            CreatedAt = now, LastUsedAt = now,
        };
        return await db.WriteAsync(async () =>
        {
            await db.LockInstallationAsync();
            await sessions.RefuseEndedAsync(me);
            if (await Of(me).CountAsync() >= Limit)
            {
                throw new Refused(Reason.Conflict, "too_many_tokens", $"At most {Limit} tokens. Revoke one that you do not need.");
            }

            db.Add(session);
            await db.SaveChangesAsync();
            return new NewToken(session.Id, secret);
        });
    }

    public async Task<IReadOnlyList<TokenView>> ListAsync(Me me) => await Of(me).AsNoTracking()
        .OrderByDescending(s => s.CreatedAt).Take(Limit)
        .Select(s => new TokenView(s.Id, s.Device, s.CreatedAt, s.LastUsedAt == s.CreatedAt ? null : s.LastUsedAt))
        .ToListAsync();

    /// <summary>Whose token this is, or null when it is none, was revoked, has not been used for a year, or its owner was deactivated.</summary>
    public Task<Me?> FindAsync(string secret, string address) => sessions.FindByTokenAsync(Hash(secret), address);

    public async Task RevokeAsync(Me me, Guid tokenId)
    {
        RefuseTokens(me);
        if (!await Of(me).AnyAsync(s => s.Id == tokenId))
        {
            throw Refused.NotFound();
        }

        await sessions.EndAsync(me, tokenId);
    }

    // Whoever found a token must not outlive its revocation by making another.
    static void RefuseTokens(Me me)
    {
        if (me.IsToken)
        {
            throw Refused.Forbidden("token_by_token", "A token cannot make or revoke tokens. Log in for that.");
        }
    }

    IQueryable<Session> Of(Me me)
    {
        var oldest = time.Now() - Sessions.TokenLifetime;
        return db.Sessions.Where(s => s.UserId == me.Id && s.Kind == SessionKind.Token && s.EndedAt == null && s.LastUsedAt > oldest);
    }

    // A fast hash will do: nobody guesses 256 random bits.
    static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
