using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>The payload of a job that ends a mute.</summary>
public sealed record MuteEnd(int UserId, int ChatId, DateTimeOffset Until);

/// <summary>
/// Sets what only I see of a chat: whether it is pinned, archived, marked as unread or muted, and what of it I am notified of.
/// </summary>
public sealed class PersonalChatSettings(MessengerDb db, IEventBus bus, JobSignal jobs, TimeProvider time)
{
    /// <summary>The kind of the job that ends a mute.</summary>
    public const string UnmuteJob = "unmute";

    /// <summary>Fewer than a page of the list, so that the first page has them all and the next go by time alone.</summary>
    public const int PinLimit = 50;

    public Task PinAsync(int me, int chatId, bool isPinned) => ChangeAsync(me, chatId, async row =>
    {
        if (isPinned && !row.IsPinned && await db.Memberships.CountAsync(m => m.UserId == me && m.IsPinned) >= PinLimit)
        {
            throw Refused.Invalid("too_many_pins", $"At most {PinLimit} chats can be pinned.", "pinned");
        }

        if (isPinned)
        {
            row.Pin();
        }
        else
        {
            row.Unpin();
        }
    });

    /// <summary>Out of my list until somebody says something there, and if it is muted, until I take it out.</summary>
    public Task ArchiveAsync(int me, int chatId, bool isArchived) =>
        ChangeAsync(me, chatId, isArchived ? row => row.Archive() : row => row.Unarchive());

    /// <summary>Shows it as unread in my list, and nowhere else, until I open it or say something there.</summary>
    public Task MarkUnreadAsync(int me, int chatId, bool isUnread) =>
        ChangeAsync(me, chatId, isUnread ? row => row.MarkUnread() : row => row.UnmarkUnread());

    /// <summary>Muted means silent: no notification, no sound, and no part in what the title counts. What names me or answers me passes through all the same.</summary>
    /// <param name="period">Null: for good.</param>
    public Task MuteAsync(int me, int chatId, bool isMuted, TimeSpan? period = null) =>
        ChangeAsync(me, chatId, isMuted ? row => Mute(row, period) : row => row.Unmute());

    /// <summary>The mute that was to end then ends, if it is still that one.</summary>
    public Task UnmuteAsync(int me, int chatId, DateTimeOffset until) => ChangeAsync(me, chatId, row =>
    {
        if (row.MutedUntil == until)
        {
            row.Unmute();
        }
    });

    /// <param name="level">all, mentions or none.</param>
    public Task SetLevelAsync(int me, int chatId, string? level)
    {
        var chosen = level switch
        {
            "all" => NotificationLevel.All,
            "mentions" => NotificationLevel.Mentions,
            "none" => NotificationLevel.None,
            _ => throw Refused.Invalid("level_odd", "The level is all, mentions or none.", "level"),
        };
        return ChangeAsync(me, chatId, row => row.Level = chosen);
    }

    public async Task<ChatNotifications> NotificationsAsync(int me, int chatId) =>
        await db.Memberships.Where(m => m.ChatId == chatId && m.UserId == me).Select(m => new ChatNotifications(m.Level, m.IsMuted, m.MutedUntil)).SingleOrDefaultAsync()
        ?? throw Refused.NotFound();

    // A job ends it, so that lists and titles need no clock.
    void Mute(Membership row, TimeSpan? period)
    {
        row.Mute(time.Now() + period);
        if (row.MutedUntil is { } until)
        {
            db.Add(Job.New(UnmuteJob, new MuteEnd(row.UserId, row.ChatId, until), time.Now(), until));
        }
    }

    Task ChangeAsync(int me, int chatId, Action<Membership> change) => ChangeAsync(me, chatId, row =>
    {
        change(row);
        return Task.CompletedTask;
    });

    async Task ChangeAsync(int me, int chatId, Func<Membership, Task> change)
    {
        var settings = await db.WriteAsync(async () =>
        {
            var row = await db.LockMembershipAsync(chatId, me) ?? throw Refused.NotFound();
            await db.Entry(row).Reference(m => m.Chat).LoadAsync();
            row.BeginChange();
            await change(row);
            await db.SaveChangesAsync();
            return ChatSettings.Of(row);
        });

        jobs.Wake();
        bus.Publish(new ListChanged(new Delivery.Users([me]), chatId, settings));
    }
}
