using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>A change in who can get into an account.</summary>
public enum SafetyChange
{
    TwoStepsOn,
    TwoStepsOff,
    NewRecoveryCodes,
    RecoveryCodeUsed,
    PasskeyAdded,
    PasskeyRemoved,
    NewDevice,
    NewPassword,
    TokenMade,
    DeletionAsked,
    DeletionTakenBack,
}

/// <summary>The news that a mail is to tell.</summary>
/// <param name="Device">The User-Agent of a new device.</param>
public sealed record SafetyNews(int UserId, SafetyChange Change, string? Device = null, string? Address = null);

/// <summary>The person a mail goes to.</summary>
/// <param name="IsLeaving">Their account is about to be deleted, which whoever changes something else of it does not stop.</param>
public sealed record SafetyReceiver(string Email, Preferences Preferences, bool IsLeaving);

/// <summary>Mails that tell somebody what changed in who can get into their account. Only to addresses that are proven: another may be a stranger's.</summary>
public sealed class SafetyMails(MessengerDb db, JobSignal jobs, TimeProvider time)
{
    /// <summary>Of the jobs that send them.</summary>
    public const string Kind = "safety-news";

    bool isWaiting;

    /// <summary>Within a transaction of the caller, who saves, and wakes after it.</summary>
    internal void Add(SafetyNews news)
    {
        db.Add(Job.New(Kind, news, time.Now()));
        isWaiting = true;
    }

    internal void Wake()
    {
        if (isWaiting)
        {
            jobs.Wake();
        }
    }

    /// <summary>Who is to be told, or null when nobody can be.</summary>
    public async Task<SafetyReceiver?> FindReceiverAsync(int userId) =>
        await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == userId && user.IsActive && user.EmailConfirmed) is { } user
            ? new SafetyReceiver(user.Email!, user.Preferences, IsLeaving: user.LeavesAt is not null)
            : null;
}
