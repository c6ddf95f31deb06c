using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>
/// The verbs of who is in a group: add, remove, leave, roles, and its name and picture. Each change takes a revision, and leaves
/// a line in the chat unless it is of roles or the picture.
/// </summary>
public sealed class Members(MessengerDb db, ILookups lookups, IEventBus bus, TimeProvider time)
{
    public async Task<IReadOnlyList<MemberView>> ListAsync(int me, int chatId)
    {
        var members = await db.Memberships.AsNoTracking()
            .Where(m => m.ChatId == chatId && m.Chat.Memberships.Any(mine => mine.UserId == me))
            .OrderBy(m => m.Role == Role.Member).ThenBy(m => m.Role == Role.Admin).ThenBy(m => m.User.Searchable)
            .Take(Chat.MemberLimit).Include(m => m.User).ToListAsync();
        return members.Count > 0
            ? members.ConvertAll(m => new MemberView(PersonView.From(m.User), m.Role, m.ReadSequence))
            : throw Refused.NotFound();
    }

    public Task RenameAsync(int me, int chatId, string? name) => ManageAsync(me, chatId, (chat, _) =>
        Task.FromResult<Message?>(chat.Rename(name) ? Tell(me, chat, SystemMessage.Renamed, null, chat.Name) : null));

    /// <summary>Refuses whoever may not change the group, before anybody looks at what they send.</summary>
    public async Task MayManageAsync(int me, int chatId) => await ManagerAsync(me, chatId);

    /// <summary>Gives the group a picture, or takes it away; answers which one it had.</summary>
    public async Task<string?> SetAvatarAsync(int me, int chatId, string? avatar)
    {
        string? before = null;
        await ManageAsync(me, chatId, (chat, _) =>
        {
            before = chat.Avatar;
            chat.Portray(avatar);
            chat.Change(time.Now());
            return Task.FromResult<Message?>(null);
        });
        return before;
    }

    /// <summary>Newcomers see the whole history and start with nothing unread. Somebody who is in already is left as they are.</summary>
    public async Task AddAsync(int me, int chatId, int userId)
    {
        await ManageAsync(me, chatId, async (chat, _) =>
        {
            if (await FindAsync(chatId, userId) is not null)
            {
                return null;
            }

            if (!await db.Users.AnyAsync(user => user.Id == userId && user.IsActive))
            {
                throw Refused.NotFound();
            }

            await db.RequireWillingAsync(me, [userId]);
            await RequireRoomAsync(chatId);
            var line = Tell(me, chat, SystemMessage.Added, userId);
            chat.Admit(userId, Role.Member, time.Now());
            return line;
        });
    }

    /// <summary>Refuses whoever may not let people in as this: admins let members in, and only the owner admins.</summary>
    internal async Task MayGiveAsync(int me, int chatId, Role role)
    {
        var mine = await ManagerAsync(me, chatId);
        if (role is Role.Owner || role is Role.Admin && mine.Role is not Role.Owner)
        {
            throw Refused.Forbidden("not_owner_to_invite", "Only the owner of the group invites admins, and nobody another owner.");
        }
    }

    /// <summary>By an invitation, within a transaction of the caller, who tells after it. Null: they are in already.</summary>
    internal async Task<JoinedGroup?> JoinWithinAsync(int userId, int chatId, Role role)
    {
        var chat = await db.LockChatAsync(chatId) ?? throw Invitation.Unknown();
        if (await FindAsync(chatId, userId) is not null)
        {
            return null;
        }

        await db.RequireHereAsync(userId);
        await RequireWelcomeAsync(chatId, userId);
        await RequireRoomAsync(chatId);
        var line = Tell(userId, chat, SystemMessage.Joined, null);
        chat.Admit(userId, role, time.Now());
        db.Add(line);
        await db.SaveChangesAsync();
        await db.UncountAsync(line);
        return new JoinedGroup(chat, line);
    }

    internal Task TellJoinedAsync(JoinedGroup? joined) => joined is null ? Task.CompletedTask : TellAsync(joined.Chat, joined.Line);

    /// <summary>Admins remove members; only the owner removes admins; nobody removes the owner.</summary>
    public async Task RemoveAsync(int me, int chatId, int userId)
    {
        await ManageAsync(me, chatId, async (chat, mine) =>
        {
            var theirs = await FindAsync(chatId, userId) ?? throw Refused.NotFound();
            if (theirs.Role is Role.Owner || theirs.Role is Role.Admin && mine.Role is not Role.Owner)
            {
                throw Refused.Forbidden("not_above", "Only the owner can remove an admin, and nobody can remove the owner.");
            }

            chat.Dismiss(theirs);
            db.Remove(theirs);
            return Tell(me, chat, SystemMessage.Removed, userId);
        });

        bus.Publish(new ChatDisappeared(new Delivery.Users([userId]), chatId, userId));
    }

    /// <summary>An owner who leaves hands over to the longest-serving admin, or else member.</summary>
    public async Task LeaveAsync(int me, int chatId)
    {
        await GroupAsync(me, chatId, async (chat, mine) =>
        {
            if (mine.Role is Role.Owner)
            {
                var heir = await db.Memberships.Where(m => m.ChatId == chatId && m.UserId != me)
                    .OrderByDescending(m => m.Role == Role.Admin).ThenBy(m => m.JoinedAt).ThenBy(m => m.UserId).FirstOrDefaultAsync();
                heir?.Role = Role.Owner;
            }

            chat.Dismiss(mine);
            db.Remove(mine);
            return Tell(me, chat, SystemMessage.Left, null);
        });

        bus.Publish(new ChatDisappeared(new Delivery.Users([me]), chatId, me));
    }

    /// <summary>The owner makes admins and members; making somebody else the owner makes me an admin.</summary>
    public Task ChangeRoleAsync(int me, int chatId, int userId, Role role) => ManageAsync(me, chatId, async (chat, mine) =>
    {
        if (mine.Role is not Role.Owner || userId == me)
        {
            throw Refused.Forbidden("not_owner", "Only the owner gives roles, and not to themselves.");
        }

        var theirs = await FindAsync(chatId, userId) ?? throw Refused.NotFound();
        theirs.Role = role;
        mine.Role = role is Role.Owner ? Role.Admin : mine.Role;
        chat.RolesChanged();
        chat.Change(time.Now());
        return null;
    });

    Task<bool> ManageAsync(int me, int chatId, Func<Chat, Membership, Task<Message?>> change) => GroupAsync(me, chatId, (chat, mine) =>
    {
        mine.RequireManager(chat);
        return change(chat, mine);
    });

    /// <summary>True when a line was written.</summary>
    async Task<bool> GroupAsync(int me, int chatId, Func<Chat, Membership, Task<Message?>> change)
    {
        var (chat, line, isChanged) = await db.WriteAsync(async () =>
        {
            var chat = await db.LockChatAsync(chatId) ?? throw Refused.NotFound();
            var mine = await FindAsync(chatId, me) ?? throw Refused.NotFound();
            chat.RequireGroup();
            var before = chat.Revision;
            var line = await change(chat, mine);
            if (line is not null)
            {
                mine.ReadAll(line.Sequence);
                db.Add(line);
            }

            await db.SaveChangesAsync();
            _ = line is null ? 0 : await db.UncountAsync(line);
            return (chat, line, chat.Revision > before);
        });

        if (isChanged)
        {
            await TellAsync(chat, line);
        }

        return line is not null;
    }

    async Task TellAsync(Chat chat, Message? line)
    {
        var count = await db.Memberships.CountAsync(m => m.ChatId == chat.Id);
        var to = new Delivery.Members(chat.Id, chat.MembershipVersion);
        if ((line?.Notice is SystemMessage.Joined ? line.SenderId : line is { Notice: SystemMessage.Added } ? line.SubjectId : null) is { } newcomer)
        {
            // First of all: the rest is of a chat that a newcomer would not know yet.
            bus.Publish(new ChatAppeared(new Delivery.Users([newcomer]), chat.Id));
        }

        var title = chat.Name ?? (await lookups.AllAsync(ChatListRows.NamesIn("$1"), row => row.Text(0), chat.Id)).Single();
        bus.Publish(new ChatChanged(to, chat.Id, title, chat.Revision, count, chat.Avatar));
        if (line is not null)
        {
            var told = (await MessageRows.ById.ReadAsync(lookups, line.Id)).Single();
            bus.Publish(new MessagePosted(to, told));
            TellWho(to, told);
        }
    }

    void TellWho(Delivery to, MessageView line)
    {
        switch (line.Notice)
        {
            case SystemMessage.Added or SystemMessage.Joined:
                bus.Publish(new MemberAdded(to, line.ChatId, line.Subject ?? line.Author, line.Revision));
                break;
            case SystemMessage.Removed or SystemMessage.Left:
                bus.Publish(new MemberRemoved(to, line.ChatId, line.Subject ?? line.Author, line.Revision));
                break;
        }
    }

    Message Tell(int me, Chat chat, SystemMessage systemMessage, int? subjectId, string? name = null)
    {
        var line = Message.Tell(me, chat, systemMessage, subjectId, name, time.Now());
        chat.ChangedWith(line);
        return line;
    }

    async Task<Membership> ManagerAsync(int me, int chatId)
    {
        var mine = await db.Memberships.AsNoTracking().Include(m => m.Chat).SingleOrDefaultAsync(m => m.ChatId == chatId && m.UserId == me)
            ?? throw Refused.NotFound();
        mine.RequireManager(mine.Chat);
        return mine;
    }

    async Task RequireRoomAsync(int chatId)
    {
        if (await db.Memberships.CountAsync(m => m.ChatId == chatId) >= Chat.MemberLimit)
        {
            throw Refused.Invalid("too_many_members", $"A group holds at most {Chat.MemberLimit} people.", "people");
        }
    }

    // Whom somebody has removed an address does not bring back, and into a group that all have left it leads nobody.
    async Task RequireWelcomeAsync(int chatId, int userId)
    {
        // By the index of those whom lines are about. With the chat in the question a database reads all that was said there.
        var lines = await db.Messages.Where(m => m.SubjectId == userId && (m.Notice == SystemMessage.Added || m.Notice == SystemMessage.Removed))
            .Select(m => new { m.ChatId, m.Sequence, m.Notice }).ToListAsync();
        if (lines.Where(line => line.ChatId == chatId).MaxBy(line => line.Sequence) is { } last
            ? last.Notice is SystemMessage.Removed : await db.Removals.AnyAsync(removal => removal.ChatId == chatId && removal.UserId == userId))
        {
            throw Refused.Forbidden("removed_before", "You were removed from this group. Ask one of its admins to add you again.");
        }

        if (!await db.Memberships.AnyAsync(m => m.ChatId == chatId))
        {
            throw Invitation.Unknown();
        }
    }

    Task<Membership?> FindAsync(int chatId, int userId) => db.Memberships.SingleOrDefaultAsync(m => m.ChatId == chatId && m.UserId == userId);
}

/// <summary>The news that somebody came into a group by themselves, which is to be told once it is committed.</summary>
sealed record JoinedGroup(Chat Chat, Message Line);

/// <summary>The outcome of an invitation that waited for its person's address to be proven.</summary>
/// <param name="Joined">Null: there was none, they are in already, or it lets nobody in any more.</param>
/// <param name="Why">It does not.</param>
sealed record GroupEntry(JoinedGroup? Joined, Refused? Why)
{
    public static readonly GroupEntry None = new(null, null);
}
