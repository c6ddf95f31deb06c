using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>The state of somebody's second step.</summary>
/// <param name="OnSince">Null when it is off.</param>
/// <param name="CodesLeft">Recovery codes that have not been used.</param>
public sealed record SecondFactorView(DateTimeOffset? OnSince, int CodesLeft);

/// <summary>A key that an authenticator app is to take over.</summary>
/// <param name="Text">As it can be typed.</param>
/// <param name="Address">As a camera reads it.</param>
public sealed record PendingKey(string Text, string Address);

/// <summary>The second step of logging in: turning it on and off, and proving it.</summary>
public sealed class SecondFactors(
    MessengerDb db, Accounts accounts, SafetyChanges changes, RecoveryCodes recovery, KeyProtection protection, SafetyMails mails, Audit audit, TimeProvider time)
{
    public async Task<SecondFactorView> ViewAsync(Me me) => new(
        await On(me.Id).Select(factor => factor.OnSince).SingleOrDefaultAsync(), await db.RecoveryCodes.CountAsync(code => code.UserId == me.Id));

    public Task<bool> IsOnAsync(int userId) => On(userId).AnyAsync();

    /// <summary>Makes a key. Nothing is asked for until a code has proven that an app has it.</summary>
    public async Task BeginAsync(Me me, string? password)
    {
        await accounts.RequirePasswordAsync(me.Id, password);
        var key = protection.Protect(me.Id, Totp.NewKey());
        await changes.MakeAsync(me, async () =>
        {
            await RefuseOnAsync(me);
            await db.SecondFactors.Where(factor => factor.UserId == me.Id).ExecuteDeleteAsync();
            db.Add(new SecondFactor { UserId = me.Id, ProtectedKey = key, BegunAt = time.Now() });
        });
    }

    /// <param name="place">What the app shows beside the account.</param>
    /// <returns>Null when none was begun lately.</returns>
    public async Task<PendingKey?> FindPendingAsync(Me me, string place)
    {
        if (await Pending(me.Id).AsNoTracking().SingleOrDefaultAsync() is not { } factor)
        {
            return null;
        }

        var key = KeyOf(factor);
        return new PendingKey(Totp.TextOf(key), Totp.AddressOf(key, place, me.Email));
    }

    /// <summary>Turns it on by a first code.</summary>
    /// <returns>The recovery codes, which nobody sees again.</returns>
    public async Task<IReadOnlyList<string>> ConfirmAsync(Me me, string? code)
    {
        var made = recovery.Make();
        await changes.MakeAsync(me, async () =>
        {
            await RefuseOnAsync(me);
            var factor = await Pending(me.Id).SingleOrDefaultAsync() ?? throw new Refused(Reason.Conflict, "key_too_old", "This took too long. Begin again.");
            factor.Accept(Totp.FindStep(KeyOf(factor), Digits(code), time.Now()));
            factor.TurnOn(made.Salt, time.Now());
            AddCodes(me, made.Hashes);
            mails.Add(new SafetyNews(me.Id, SafetyChange.TwoStepsOn));
        });
        return made.Codes;
    }

    /// <summary>Ten new recovery codes; the old ones are worth nothing.</summary>
    public async Task<IReadOnlyList<string>> RenewCodesAsync(Me me, string? password, string? code)
    {
        await accounts.RequirePasswordAsync(me.Id, password);
        var (made, typed) = (recovery.Make(), await ReadAsync(me.Id, code));
        await changes.MakeAsync(me, async () =>
        {
            var factor = await ProveAsync(me.Id, typed) ?? throw Refused.NotFound();
            await db.RecoveryCodes.Where(old => old.UserId == me.Id).ExecuteDeleteAsync();
            factor.Resalt(made.Salt);
            AddCodes(me, made.Hashes);
            mails.Add(new SafetyNews(me.Id, SafetyChange.NewRecoveryCodes));
        });
        return made.Codes;
    }

    public async Task TurnOffAsync(Me me, string? password, string? code)
    {
        await accounts.RequirePasswordAsync(me.Id, password);
        var typed = await ReadAsync(me.Id, code);
        await changes.MakeAsync(me, async () => await RemoveAsync(await ProveAsync(me.Id, typed) ?? throw Refused.NotFound()));
    }

    /// <summary>For what is worth as much as both steps: the password, and a code where the second step is on.</summary>
    public async Task RequireAsync(Me me, string? password, string? code) => await changes.MakeAsync(me, await ReadProofAsync(me, password, code));

    /// <summary>For somebody who has lost app and codes. The admin has made sure who asks; their own is turned off in their settings, with a code.</summary>
    /// <returns>Whether there was anything to take away.</returns>
    public async Task<bool> ResetAsync(Actor me, int userId)
    {
        var wasOn = await db.ActAsync(me, async () =>
        {
            if (me.UserId == userId)
            {
                throw Refused.Forbidden("own_two_steps", "Turn off your own second step in your settings.");
            }

            if (await On(userId).SingleOrDefaultAsync() is not { } factor)
            {
                return false;
            }

            await RemoveAsync(factor);
            audit.Add(me, AuditActs.ResetSecondStep, userId);
            return true;
        });
        mails.Wake();
        return wasOn;
    }

    /// <summary>The same for what is changed in one transaction with it: the password is tried now, the code there.</summary>
    internal async Task<Func<Task>> ReadProofAsync(Me me, string? password, string? code)
    {
        await accounts.RequirePasswordAsync(me.Id, password);
        var typed = await ReadAsync(me.Id, code);
        return () => ProveAsync(me.Id, typed);
    }

    /// <summary>What was typed, made ready to be proven: hashing it takes as long as hundreds of sends, so not within a transaction.</summary>
    internal async Task<TypedCode> ReadAsync(int userId, string? typed)
    {
        var digits = Digits(typed);
        if (Totp.IsCode(digits) || digits.Length == 0)
        {
            return new TypedCode(digits, null);
        }

        var salt = await On(userId).Select(factor => factor.Salt).SingleOrDefaultAsync();
        return new TypedCode("", salt is null ? null : recovery.HashOf(digits, salt));
    }

    /// <summary>
    /// Within a transaction of the caller, under the lock of the installation: of two who show the same code at once one is right.
    /// </summary>
    /// <returns>Null when nothing is asked for.</returns>
    internal async Task<SecondFactor?> ProveAsync(int userId, TypedCode typed)
    {
        if (await On(userId).SingleOrDefaultAsync() is not { } factor)
        {
            return null;
        }

        if (typed.RecoveryHash is { } hash)
        {
            if (await db.RecoveryCodes.Where(code => code.UserId == userId && code.Hash == hash).ExecuteDeleteAsync() == 0)
            {
                throw SecondFactor.Wrong();
            }

            mails.Add(new SafetyNews(userId, SafetyChange.RecoveryCodeUsed));
            return factor;
        }

        factor.Accept(typed.Digits.Length > 0 ? Totp.FindStep(KeyOf(factor), typed.Digits, time.Now()) : throw SecondFactor.Missing());
        return factor;
    }

    async Task RemoveAsync(SecondFactor factor)
    {
        await db.RecoveryCodes.Where(code => code.UserId == factor.UserId).ExecuteDeleteAsync();
        db.Remove(factor);
        mails.Add(new SafetyNews(factor.UserId, SafetyChange.TwoStepsOff));
    }

    async Task RefuseOnAsync(Me me)
    {
        if (await IsOnAsync(me.Id))
        {
            throw new Refused(Reason.Conflict, "two_steps_on", "The second step is on already. Turn it off first.");
        }
    }

    void AddCodes(Me me, IEnumerable<byte[]> hashes) => db.AddRange(hashes.Select(hash => new RecoveryCode { UserId = me.Id, Hash = hash }));

    byte[] KeyOf(SecondFactor factor) => protection.Unprotect(factor.UserId, factor.ProtectedKey);

    IQueryable<SecondFactor> On(int userId) => db.SecondFactors.Where(factor => factor.UserId == userId && factor.OnSince != null);

    IQueryable<SecondFactor> Pending(int userId)
    {
        var oldest = time.Now() - SecondFactor.Patience;
        return db.SecondFactors.Where(factor => factor.UserId == userId && factor.OnSince == null && factor.BegunAt > oldest);
    }

    // Apps show them as "123 456".
    static string Digits(string? typed) => string.Concat((typed ?? "").Where(letter => !char.IsWhiteSpace(letter)));
}

/// <summary>The code that somebody typed as the second step, if any.</summary>
/// <param name="Digits">Empty when nothing was typed, or a recovery code.</param>
sealed record TypedCode(string Digits, byte[]? RecoveryHash);
