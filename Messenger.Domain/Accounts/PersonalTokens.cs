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

/// <summary>
/// The tokens that programs show instead of a password. Each is a session without a browser; ending the session revokes it.
/// </summary>
public sealed class PersonalTokens(MessengerDb db, Sessions sessions, SecondFactors factors, SafetyChanges changes, SafetyMails mails, TimeProvider time)
{
    /// <summary>Tells a person, and a search for leaked secrets, what it is.</summary>
    public const string Prefix = "mt_";

    public const int Limit = 50, NameLimit = 80;

    /// <summary>How long the password of a program's log-in counts as just shown.</summary>
    public static readonly TimeSpan JustLoggedIn = TimeSpan.FromMinutes(10);

    public static string NameFrom(string? typed) => TextRules.Name(typed, "name", NameLimit)
        ?? throw Refused.Invalid("token_name_missing", "Say what it is for, so that you know it again.", "name");

    /// <summary>It is another way in, so it takes what logging in takes.</summary>
    /// <param name="password">Null: a program that has just logged in with it.</param>
    /// <param name="code">Of the second step; asked for beside the password, where that is on.</param>
    public async Task<NewToken> CreateAsync(Me me, string? name, string? password, string? code)
    {
        RefuseTokens(me);
        var called = NameFrom(name);
        var prove = await ReadProofAsync(me, password, code);
        var secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        // The same time twice is how one that was never used is known.
        var now = time.Now();
        var session = new Session
        {
            Id = Guid.CreateVersion7(), UserId = me.Id, Kind = SessionKind.Token, TokenHash = Hash(secret), Device = called, Address = "",
            CreatedAt = now, LastUsedAt = now,
        };
        await changes.MakeAsync(me, async () =>
        {
            await prove();
            if (await LiveTokens(me).CountAsync() >= Limit)
            {
                throw new Refused(Reason.Conflict, "too_many_tokens", $"At most {Limit} tokens. Revoke one that you do not need.");
            }

            db.Add(session);
            mails.Add(new SafetyNews(me.Id, SafetyChange.TokenMade));
        });
        return new NewToken(session.Id, secret);
    }

    public async Task<IReadOnlyList<TokenView>> ListAsync(Me me) => await LiveTokens(me).AsNoTracking()
        .OrderByDescending(s => s.CreatedAt).Take(Limit)
        .Select(s => new TokenView(s.Id, s.Device, s.CreatedAt, s.LastUsedAt == s.CreatedAt ? null : s.LastUsedAt))
        .ToListAsync();

    /// <summary>Whose token this is, or null when it is none, was revoked, has not been used for a year, or its owner was deactivated.</summary>
    public Task<Me?> FindAsync(string secret, string address) => sessions.FindByTokenAsync(Hash(secret), address);

    public async Task RevokeAsync(Me me, Guid tokenId)
    {
        RefuseTokens(me);
        if (!await LiveTokens(me).AnyAsync(s => s.Id == tokenId))
        {
            throw Refused.NotFound();
        }

        await sessions.EndAsync(me, tokenId);
    }

    /// <summary>What is to be true within the transaction, hashed and worked out before it.</summary>
    async Task<Func<Task>> ReadProofAsync(Me me, string? password, string? code)
    {
        if (password is not null)
        {
            return await factors.ReadProofAsync(me, password, code);
        }

        var oldest = time.Now() - JustLoggedIn;
        return await db.Sessions.AnyAsync(s => s.Id == me.SessionId && s.Kind == SessionKind.Program && s.CreatedAt > oldest)
            ? () => Task.CompletedTask
            : throw Refused.Invalid("password_needed", "This takes your password once more.", "current");
    }

    // Whoever found a token must not outlive its revocation by making another.
    static void RefuseTokens(Me me)
    {
        if (me.IsToken)
        {
            throw Refused.Forbidden("token_by_token", "A token cannot make or revoke tokens. Log in for that.");
        }
    }

    IQueryable<Session> LiveTokens(Me me)
    {
        var oldest = time.Now() - Sessions.TokenLifetime;
        return db.Sessions.Where(s => s.UserId == me.Id && s.Kind == SessionKind.Token && s.EndedAt == null && s.LastUsedAt > oldest);
    }

    // A fast hash will do: nobody guesses 256 random bits.
    static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
