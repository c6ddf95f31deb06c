using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>Wakes who makes departures final: an admin wants one at once.</summary>
[PerProcess("Nothing: the other nodes look every minute.")]
public sealed class DepartureSignal : WakeSignal;

/// <summary>A departure that was made final.</summary>
/// <param name="Avatar">The picture that nobody names any more.</param>
public sealed record Departed(string? Avatar);

/// <summary>
/// The verbs of leaving the messenger: it is asked for, thought over for some days, then final. Until then nothing but the
/// sessions has ended, so that who stays finds everything as it was. Making it final may be cut off at any point and is then
/// begun again.
/// </summary>
public sealed class Departures(
    MessengerDb db, SecondFactors factors, SafetyChanges changes, SafetyMails mails, Sessions sessions, People people, Members members,
    Messages messages, IEventBus bus, TimeProvider time)
{
    public const int Days = 14;

    const int AtOnce = 100;

    /// <summary>Whether anybody's time has come. Asked again and again, so past EF.</summary>
    public static Task<bool> HasDueAsync(ILookups lookups, DateTimeOffset now) =>
        lookups.HasPassedAsync("SELECT leaves_at FROM users WHERE leaves_at IS NOT NULL ORDER BY leaves_at LIMIT 1", now);

    /// <summary>Every session and token ends at once. Who logs in within the days may keep the account.</summary>
    /// <param name="withMessages">What I said goes, too; else it stays, and nobody reads who said it.</param>
    public async Task AskAsync(Me me, string? password, string? code, bool withMessages)
    {
        var prove = await factors.ReadProofAsync(me, password, code);
        IReadOnlyList<Guid> ended = [];
        await changes.MakeAsync(me, async () =>
        {
            await prove();
            var user = await db.Users.SingleAsync(user => user.Id == me.Id);
            if (await db.Users.AnyAsync(other => other.Id != me.Id && other.DeletedAt == null))
            {
                await db.RequireAnotherAdminAsync(user);
            }

            user.Leave(time.Now().AddDays(Days), withMessages, time.Now());
            mails.Add(new SafetyNews(me.Id, SafetyChange.DeletionAsked));
            ended = await sessions.EndWithinAsync(me.Id, _ => true);
        });
        sessions.TellEnded(me.Id, ended);
    }

    public Task StayAsync(Me me) => changes.MakeAsync(me, async () =>
    {
        var user = await db.Users.SingleAsync(user => user.Id == me.Id);
        var wasLeaving = user.LeavesAt is not null;
        user.Stay(time.Now());
        if (wasLeaving)
        {
            mails.Add(new SafetyNews(me.Id, SafetyChange.DeletionTakenBack));
        }
    });

    /// <summary>Whose time has come.</summary>
    public async Task<IReadOnlyList<int>> DueAsync()
    {
        var now = time.Now();
        return await db.Users.Where(user => user.LeavesAt <= now).OrderBy(user => user.LeavesAt).Take(AtOnce).Select(user => user.Id).ToListAsync();
    }

    /// <summary>Makes nobody of somebody: who it was, then the groups, where the longest-serving admin or member inherits, then what was said.</summary>
    /// <returns>Null when nothing was done: they have stayed since they were found due, or it is too early by this clock.</returns>
    public async Task<Departed?> FinishAsync(int userId)
    {
        var near = await people.AcquaintancesAsync(userId);
        var erased = await EraseAsync(userId);
        if (erased is null && !await db.Users.AnyAsync(user => user.Id == userId && user.DeletedAt != null))
        {
            return null;
        }

        foreach (var group in await db.Memberships.Where(m => m.UserId == userId && m.Chat.IsGroup).Select(m => m.ChatId).ToListAsync())
        {
            await UnlessGoneAsync(members.LeaveAsync(userId, group));
        }

        if (near.Count > 0)
        {
            bus.Publish(new ListChanged(new Delivery.Users(near)));
        }

        await DeleteMessagesAsync(userId);
        await db.WriteAsync(async () =>
        {
            // One may have been about to be saved the first time.
            await ForgetDraftsAsync(userId);
            return await db.Users.Where(user => user.Id == userId).ExecuteUpdateAsync(row => row.SetProperty(user => user.LeavesAt, (DateTimeOffset?)null));
        });
        return erased ?? new Departed(Avatar: null);
    }

    // Null: it was done before, by another node or before a crash, or is not to be done.
    Task<Departed?> EraseAsync(int userId) => db.WriteAsync(async () =>
    {
        await db.LockInstallationAsync();
        var user = await db.Users.SingleAsync(user => user.Id == userId);
        if (user.DeletedAt is not null || !user.IsGone(time.Now()))
        {
            return null;
        }

        var departed = new Departed(user.Avatar);
        await ForgetAccessAsync(userId);
        await ForgetTracesAsync(userId);
        user.BecomeNobody(await NeutralNameAsync(userId), time.Now());
        await db.SaveChangesAsync();
        // A send to this person that is on its way looks again.
        await db.Chats.Where(chat => !chat.IsGroup && chat.Memberships.Any(m => m.UserId == userId))
            .ExecuteUpdateAsync(row => row.SetProperty(chat => chat.MembershipVersion, chat => chat.MembershipVersion + 1));
        await db.PeopleChangedAsync();
        return departed;
    });

    // Sessions last: the others lean on them.
    async Task ForgetAccessAsync(int userId)
    {
        await db.SecondFactors.Where(factor => factor.UserId == userId).ExecuteDeleteAsync();
        await db.RecoveryCodes.Where(code => code.UserId == userId).ExecuteDeleteAsync();
        await db.UserPasskeys.Where(passkey => passkey.UserId == userId).ExecuteDeleteAsync();
        await db.UserClaims.Where(claim => claim.UserId == userId).ExecuteDeleteAsync();
        await db.UserLogins.Where(login => login.UserId == userId).ExecuteDeleteAsync();
        await db.UserTokens.Where(token => token.UserId == userId).ExecuteDeleteAsync();
        await db.PushSubscriptions.Where(push => push.UserId == userId).ExecuteDeleteAsync();
        await db.RefreshTokens.Where(token => token.Session.UserId == userId).ExecuteDeleteAsync();
        await db.Sessions.Where(session => session.UserId == userId).ExecuteDeleteAsync();
    }

    // Who has blocked this person goes on seeing nothing of what stays.
    async Task ForgetTracesAsync(int userId)
    {
        await db.Blocks.Where(block => block.UserId == userId).ExecuteDeleteAsync();
        await db.Invitations.Where(invitation => invitation.CreatedBy == userId).ExecuteDeleteAsync();
        await db.OrphanReportedAsync(report => report.ReporterId == userId);
        await db.Reports.Where(report => report.ReporterId == userId).ExecuteDeleteAsync();
        await ForgetDraftsAsync(userId);
    }

    Task<int> ForgetDraftsAsync(int userId) => db.Memberships.Where(m => m.UserId == userId && m.DraftId != null).ExecuteUpdateAsync(row => row
        .SetProperty(m => m.DraftId, (Guid?)null).SetProperty(m => m.DraftText, (string?)null).SetProperty(m => m.DraftReplyTo, (int?)null)
        .SetProperty(m => m.DraftVersion, m => m.DraftVersion + 1));

    /// <summary>One after the other, each as if it were deleted by hand. Notes to self go in any case: nobody could read them any more.</summary>
    async Task DeleteMessagesAsync(int userId)
    {
        var notes = Chat.KeyOf(userId, userId);
        var goes = await db.Users.AnyAsync(user => user.Id == userId && user.TakesMessages);
        var left = db.Messages.Where(m => m.SenderId == userId && !m.IsDeleted && m.Notice == null && (goes || m.Chat.DirectKey == notes));
        while (await left.OrderBy(m => m.Id).Take(AtOnce).Select(m => m.Id).ToListAsync() is { Count: > 0 } some)
        {
            foreach (var id in some)
            {
                await UnlessGoneAsync(messages.DeleteAsync(userId, id, _ => Task.CompletedTask));
            }
        }
    }

    // Another node may do the same at once, and what is old is erased: what is not there any more needs nothing.
    static async Task UnlessGoneAsync(Task change)
    {
        try
        {
            await change;
        }
        catch (Refused refused) when (refused.Reason is Reason.NotFound)
        {
        }
    }

    // Somebody may be called so for fun.
    async Task<string> NeutralNameAsync(int userId)
    {
        var name = $"deleted-account-{userId}";
        var normalized = name.ToUpperInvariant();
        return await db.Users.AnyAsync(user => user.NormalizedUserName == normalized) ? $"deleted-{Guid.NewGuid():N}"[..User.UsernameLimit] : name;
    }
}
