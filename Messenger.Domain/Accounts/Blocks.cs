using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>
/// The verbs by which people keep somebody away: no direct messages, no calls, no adding to groups, no presence, each way, and no
/// notification of what they say where both are. It holds for both alike, and nothing says why, so that whoever is blocked does
/// not learn it.
/// </summary>
public sealed class Blocks(MessengerDb db, People people, Calls calls, IPresence presence, IEventBus bus, TimeProvider time)
{
    public const int Limit = 1000;

    /// <summary>Whether one of two has blocked the other, as part of a statement.</summary>
    internal static string Between(string one, string other) =>
        $"EXISTS (SELECT 1 FROM blocks WHERE (blocks.user_id = {one} AND blocks.blocked_id = {other}) OR (blocks.user_id = {other} AND blocks.blocked_id = {one}))";

    /// <summary>The same as part of a query: all whom somebody has blocked, and who have blocked them.</summary>
    internal static IQueryable<int> With(MessengerDb db, int me) => db.Blocks
        .Where(block => block.UserId == me || block.BlockedId == me).Select(block => block.UserId == me ? block.BlockedId : block.UserId);

    /// <summary>Whom I have blocked, by name.</summary>
    public async Task<IReadOnlyList<PersonView>> ListAsync(int me) => await db.Users.AsNoTracking()
        .Where(user => db.Blocks.Any(block => block.UserId == me && block.BlockedId == user.Id))
        .OrderBy(user => user.Searchable).ThenBy(user => user.Id).Take(Limit).Select(PersonView.Of).ToListAsync();

    public async Task BlockAsync(int me, int userId)
    {
        if (userId == me)
        {
            throw Refused.Invalid("block_self", "You cannot block yourself.", "user_id");
        }

        var watching = await WatchingAsync(me, userId);
        if (await ChangeAsync(me, userId, isBlocked: true))
        {
            await HangUpAsync(me, userId);
            TellPresence(me, userId, watching, _ => Presence.Offline);
        }
    }

    public async Task UnblockAsync(int me, int userId)
    {
        if (await ChangeAsync(me, userId, isBlocked: false))
        {
            TellPresence(me, userId, await WatchingAsync(me, userId), presence.Get);
        }
    }

    /// <summary>False when it was so already.</summary>
    async Task<bool> ChangeAsync(int me, int userId, bool isBlocked)
    {
        var isChanged = await db.WriteAsync(async () =>
        {
            await db.LockInstallationAsync();
            if (!await db.Users.AnyAsync(user => user.Id == userId))
            {
                throw Refused.NotFound();
            }

            var known = await db.Blocks.SingleOrDefaultAsync(block => block.UserId == me && block.BlockedId == userId);
            if (known is not null == isBlocked)
            {
                return false;
            }

            await SetAsync(me, userId, known);
            await ReachDirectAsync(me, userId);
            await db.SaveChangesAsync();
            return true;
        });
        if (isChanged)
        {
            bus.Publish(new BlocksChanged(new Delivery.Users([me]), me, BlockedPeople.MarkOf(await MineAsync(me))));
        }

        return isChanged;
    }

    async Task SetAsync(int me, int userId, Block? known)
    {
        if (known is not null)
        {
            db.Remove(known);
            return;
        }

        if (await db.Blocks.CountAsync(block => block.UserId == me) >= Limit)
        {
            throw new Refused(Reason.Conflict, "too_many_blocked", $"At most {Limit} people can be blocked.");
        }

        db.Add(new Block { UserId = me, BlockedId = userId, CreatedAt = time.Now() });
    }

    // A send that is on its way looks again.
    async Task ReachDirectAsync(int me, int userId)
    {
        var key = Chat.KeyOf(me, userId);
        if (await db.Chats.Where(chat => chat.DirectKey == key).Select(chat => (int?)chat.Id).SingleOrDefaultAsync() is { } chatId)
        {
            (await db.LockChatAsync(chatId))!.ReachChanged();
        }
    }

    async Task HangUpAsync(int me, int userId)
    {
        var key = Chat.KeyOf(me, userId);
        foreach (var call in await db.Calls.AsNoTracking().Where(call => call.Chat.DirectKey == key).Live().ToListAsync())
        {
            try
            {
                await (call.Status is CallStatus.Ringing && call.InitiatorId != me ? calls.RejectAsync(me, call.Id) : calls.EndAsync(me, call.Id));
            }
            catch (Refused refused) when (refused.Reason is Reason.Conflict)
            {
                // It has ended meanwhile.
            }
        }
    }

    /// <summary>Whether they are told of my coming and going, and I of theirs.</summary>
    async Task<(bool They, bool I)> WatchingAsync(int me, int userId) =>
        ((await people.WatchersAsync(me)).Contains(userId), (await people.WatchersAsync(userId)).Contains(me));

    // To nobody who would not have been told otherwise: that somebody is gone says more to a stranger than to those who see them come and go.
    void TellPresence(int me, int userId, (bool They, bool I) watching, Func<int, Presence> presenceOf)
    {
        if (watching.They)
        {
            bus.Publish(new PresenceChanged(new Delivery.Users([userId]), me, presenceOf(me)));
        }

        if (watching.I)
        {
            bus.Publish(new PresenceChanged(new Delivery.Users([me]), userId, presenceOf(userId)));
        }
    }

    async Task<IReadOnlyList<int>> MineAsync(int me) =>
        await db.Blocks.Where(block => block.UserId == me).Select(block => block.BlockedId).OrderBy(id => id).ToListAsync();
}

/// <summary>Rules that hold where somebody has blocked somebody, whichever of them asks.</summary>
static class BlockRules
{
    /// <summary>Whether one of the two of the direct chat called so has blocked the other, or is nobody any more, in SQL.</summary>
    public static readonly string InDirect = $"""
        chats.direct_key IS NOT NULL AND EXISTS (
            SELECT 1 FROM chat_participants AS they JOIN users AS other ON other.id = they.user_id
            WHERE they.chat_id = chats.id AND they.user_id <> mine.user_id AND (other.deleted_at IS NOT NULL OR {Blocks.Between("they.user_id", "mine.user_id")}))
        """;

    static Refused Unreachable() => new(Reason.Forbidden, "unreachable", "You cannot write to this person, or call them.", "text");

    /// <summary>Refuses what only the two of a direct chat would hear of.</summary>
    public static async Task RequireReachAsync(this MessengerDb db, Chat chat)
    {
        if (chat.IsGroup)
        {
            return;
        }

        await db.RefuseDeletedAsync(chat.Id);
        if (await db.Blocks.AnyAsync(block => db.Memberships.Any(m => m.ChatId == chat.Id && m.UserId == block.UserId)
            && db.Memberships.Any(m => m.ChatId == chat.Id && m.UserId == block.BlockedId)))
        {
            throw Unreachable();
        }
    }

    /// <summary>Why nothing can be said in a direct chat, which is known by then. That somebody has left the messenger is no secret, unlike a block.</summary>
    public static async Task<Refused> WhyUnreachableAsync(this MessengerDb db, int chatId)
    {
        await db.RefuseDeletedAsync(chatId);
        return Unreachable();
    }

    public static async Task RequireReachAsync(this MessengerDb db, int me, int other)
    {
        if (await db.AnyBlockAsync(me, [other]))
        {
            throw Unreachable();
        }
    }

    /// <summary>Refuses to bring people together in a group who do not want that.</summary>
    public static async Task RequireWillingAsync(this MessengerDb db, int me, IReadOnlyCollection<int> others)
    {
        if (await db.AnyBlockAsync(me, others))
        {
            throw new Refused(Reason.Forbidden, "unreachable_to_add", others.Count == 1 ? "You cannot add this person." : "You cannot add one of these people.", "people");
        }
    }

    static async Task RefuseDeletedAsync(this MessengerDb db, int chatId)
    {
        if (await db.Memberships.AnyAsync(m => m.ChatId == chatId && m.User.DeletedAt != null))
        {
            throw new Refused(Reason.Forbidden, "person_deleted", "This account is deleted: nobody can be written to or called here.", "text");
        }
    }

    static Task<bool> AnyBlockAsync(this MessengerDb db, int me, IReadOnlyCollection<int> others) => Blocks.With(db, me).AnyAsync(id => others.Contains(id));
}
