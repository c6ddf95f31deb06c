using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>A passkey as its owner sees it in the list.</summary>
/// <param name="Id">Fit for an address and a form.</param>
/// <param name="IsSynced">A password manager keeps it on several devices.</param>
public sealed record PasskeyView(string Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, bool IsSynced);

/// <summary>The passkeys of people. What a browser signed has been verified by then; here is kept what follows from it.</summary>
public sealed class Passkeys(MessengerDb db, UserManager<User> users, Accounts accounts, SafetyChanges changes, SafetyMails mails, TimeProvider time)
{
    public const int Limit = 20;

    public async Task<IReadOnlyList<PasskeyView>> ListAsync(Me me) =>
        [.. (await db.UserPasskeys.AsNoTracking().Where(passkey => passkey.UserId == me.Id).ToListAsync()).OrderBy(passkey => passkey.Data.CreatedAt).Select(View)];

    public Task AddAsync(Me me, UserPasskeyInfo made, string? name)
    {
        made.Name = Passkey.NameFrom(name);
        return changes.MakeAsync(me, async () =>
        {
            if (await db.UserPasskeys.CountAsync(passkey => passkey.UserId == me.Id) >= Limit)
            {
                throw new Refused(Reason.Conflict, "too_many_passkeys", $"At most {Limit} passkeys. Remove one that you do not need.");
            }

            if (await users.FindByPasskeyIdAsync(made.CredentialId) is not null)
            {
                throw new Refused(Reason.Conflict, "passkey_known", "This passkey is here already.");
            }

            var outcome = await users.AddOrUpdatePasskeyAsync(await db.Users.SingleAsync(user => user.Id == me.Id), made);
            if (!outcome.Succeeded)
            {
                throw new InvalidOperationException(string.Join("; ", outcome.Errors.Select(error => error.Description)));
            }

            mails.Add(new SafetyNews(me.Id, SafetyChange.PasskeyAdded));
        });
    }

    public Task RenameAsync(Me me, string? id, string? name) => changes.MakeAsync(me, async () => (await OneAsync(me.Id, IdOf(id))).Rename(name));

    public async Task RemoveAsync(Me me, string? id, string? password)
    {
        await accounts.RequirePasswordAsync(me.Id, password);
        await changes.MakeAsync(me, async () =>
        {
            db.Remove(await OneAsync(me.Id, IdOf(id)));
            mails.Add(new SafetyNews(me.Id, SafetyChange.PasskeyRemoved));
        });
    }

    /// <summary>Within a transaction of the caller: it has signed what it was asked to.</summary>
    internal async Task UseAsync(int userId, UserPasskeyInfo shown, DateTimeOffset askedAt)
    {
        var passkey = await db.UserPasskeys.SingleOrDefaultAsync(passkey => passkey.UserId == userId && passkey.CredentialId == shown.CredentialId) ?? throw Passkey.Unusable();
        passkey.Use(shown.SignCount, shown.IsBackedUp, askedAt, time.Now());
        await db.SaveChangesAsync();
    }

    async Task<Passkey> OneAsync(int me, byte[] id) =>
        await db.UserPasskeys.SingleOrDefaultAsync(passkey => passkey.UserId == me && passkey.CredentialId == id) ?? throw Refused.NotFound();

    static byte[] IdOf(string? id) => Base64Url.IsValid(id) ? Base64Url.DecodeFromChars(id) : throw Refused.NotFound();

    static PasskeyView View(Passkey passkey) =>
        new(Base64Url.EncodeToString(passkey.CredentialId), passkey.Data.Name ?? "", passkey.Data.CreatedAt, passkey.LastUsedAt, passkey.Data.IsBackedUp);
}
