using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>Having conversations: the list, opening one, starting one, and what it is called.</summary>
public sealed class Chats(MessengerDb db, IEventBus bus, TimeProvider time)
{
    public const int ListLimit = 100;

    /// <summary>Fewer than a page of the list, so that the first page has them all and the next go by time alone.</summary>
    public const int PinLimit = 50;

    /// <summary>Pinned first, then by last activity. The next page is after the last one's time and id.</summary>
    public async Task<IReadOnlyList<ChatView>> ListAsync(int me, DateTimeOffset? before = null, int beforeId = 0)
    {
        var mine = db.Memberships.AsNoTracking().Where(m => m.UserId == me);
        mine = before is null ? mine : mine.Where(m => !m.IsPinned
            && (m.Chat.UpdatedAt < before || m.Chat.UpdatedAt == before && m.ChatId < beforeId));
        return await ViewsAsync(me, mine.OrderByDescending(m => m.IsPinned).ThenByDescending(m => m.Chat.UpdatedAt)
            .ThenByDescending(m => m.ChatId).Take(ListLimit));
    }

    /// <summary>A number that moves with everything in my list: messages, names, members, and how far I have read.</summary>
    public async Task<long> StampAsync(int me) =>
        await db.Memberships.Where(m => m.UserId == me).SumAsync(m => m.Chat.Revision + m.ReadSequence + 1);

    /// <summary>My groups by a part of their name.</summary>
    public async Task<IReadOnlyList<ChatView>> FindAsync(int me, string typed)
    {
        var wanted = Words.Sought(typed);
        return await ViewsAsync(me, db.Memberships.AsNoTracking()
            .Where(m => m.UserId == me && m.Chat.Searchable != null && m.Chat.Searchable.Contains(wanted))
            .OrderByDescending(m => m.Chat.UpdatedAt).Take(20));
    }

    public async Task<ChatView> OpenAsync(int me, int chatId) =>
        (await ViewsAsync(me, db.Memberships.AsNoTracking().Where(m => m.UserId == me && m.ChatId == chatId))).SingleOrDefault()
        ?? throw Refused.NotFound();

    /// <summary>The one direct chat of two people, made if need be; with oneself it is the notes to self.</summary>
    public async Task<int> DirectAsync(int me, int other) => (await FindOrStartAsync(me, other)).Id;

    /// <summary>What programs ask for: one other person is a direct chat, nobody is the notes to self, more are a group.</summary>
    /// <returns>The chat, and whether it is new.</returns>
    public async Task<(int Id, bool IsNew)> StartAsync(int me, IReadOnlyCollection<int>? people, string? name, bool isGroup)
    {
        _ = people ?? throw Refused.Invalid("nobody_named", "Say with whom.", "people");
        var others = people.Where(id => id != me).Distinct().Take(Chat.MemberLimit + 1).ToList();
        return isGroup || others.Count > 1
            ? (await GroupAsync(me, string.IsNullOrWhiteSpace(name) ? await NameOfAsync([me, .. others]) : name, others), true)
            : await FindOrStartAsync(me, others.Count == 1 ? others[0] : me);
    }

    public async Task<int> GroupAsync(int me, string? name, IReadOnlyCollection<int> people)
    {
        var others = people.Where(id => id != me).Distinct().ToList();
        if (others.Count >= Chat.MemberLimit)
        {
            throw Refused.Invalid("too_many_members", $"A group holds at most {Chat.MemberLimit} people.", "people");
        }

        if (await db.Users.CountAsync(user => others.Contains(user.Id) && user.IsActive) != others.Count)
        {
            throw Refused.NotFound();
        }

        var now = time.Now();
        var chat = Chat.Group(me, name, now);
        chat.Admit(me, Role.Owner, now);
        others.ForEach(id => chat.Admit(id, Role.Member, now));
        var line = Message.Tell(me, chat, Notice.Created, null, chat.Name, now);
        chat.Memberships[0].Read(line.Sequence);
        await db.WriteAsync(() =>
        {
            db.AddRange(chat, line);
            return db.SaveChangesAsync();
        });

        bus.Publish(new ChatAppeared(new Delivery.Users([me, .. others]), chat.Id));
        return chat.Id;
    }

    public Task PinAsync(int me, int chatId, bool isPinned) => MineAsync(me, chatId, async row =>
    {
        if (isPinned && !row.IsPinned && await db.Memberships.CountAsync(m => m.UserId == me && m.IsPinned) >= PinLimit)
        {
            throw Refused.Invalid("too_many_pins", $"At most {PinLimit} chats can be pinned.", "pinned");
        }

        row.IsPinned = isPinned;
    });

    public Task MuteAsync(int me, int chatId, bool isMuted) => MineAsync(me, chatId, row => Task.FromResult(row.IsMuted = isMuted));

    /// <summary>Told to the others in the chat; never stored, never numbered.</summary>
    public async Task TypeAsync(int me, int chatId, bool isTyping)
    {
        var found = await db.Memberships.AsNoTracking().Where(m => m.ChatId == chatId && m.UserId == me)
            .Select(m => new { m.Chat.MembershipVersion, m.User }).SingleOrDefaultAsync() ?? throw Refused.NotFound();
        var to = new Delivery.Members(chatId, found.MembershipVersion, Except: me);
        bus.Publish(new PersonTyping(to, chatId, PersonView.From(found.User), isTyping));
    }

    /// <summary>Everybody in a chat and the version of that list, for those who deliver events.</summary>
    public async Task<(int Version, IReadOnlyList<int> Members)> AudienceAsync(int chatId)
    {
        // One query, so that the version belongs to the list.
        var rows = await db.Memberships.AsNoTracking().Where(m => m.ChatId == chatId)
            .Select(m => new { m.Chat.MembershipVersion, m.UserId }).ToListAsync();
        return (rows.FirstOrDefault()?.MembershipVersion ?? 0, rows.ConvertAll(row => row.UserId));
    }

    // The first few people, as they are called.
    async Task<string> NameOfAsync(IReadOnlyList<int> people)
    {
        var first = people.Take(4).ToList();
        var names = await db.Users.Where(user => first.Contains(user.Id)).OrderBy(user => user.Id).Select(user => user.FullName ?? user.UserName!).ToListAsync();
        var name = string.Join(", ", names);
        return Words.Length(name) <= Chat.NameLimit ? name : names[0];
    }

    async Task<(int Id, bool IsNew)> FindOrStartAsync(int me, int other)
    {
        var key = Chat.KeyOf(me, other);
        if (await db.Chats.Where(c => c.DirectKey == key).Select(c => (int?)c.Id).SingleOrDefaultAsync() is { } known)
        {
            return (known, false);
        }

        if (!await db.Users.AnyAsync(user => user.Id == other && user.IsActive))
        {
            throw Refused.NotFound();
        }

        return await StartDirectAsync(me, other, key);
    }

    async Task<(int Id, bool IsNew)> StartDirectAsync(int me, int other, string key)
    {
        var now = time.Now();
        var chat = Chat.Direct(me, other, now);
        int[] people = [.. new[] { me, other }.Distinct()];
        foreach (var id in people)
        {
            chat.Admit(id, Role.Member, now);
        }

        try
        {
            await db.WriteAsync(() =>
            {
                db.Add(chat);
                return db.SaveChangesAsync();
            });
        }
        catch (DbUpdateException failure) when (db.IsDuplicate(failure))
        {
            // The other person started it at the same moment.
            db.ChangeTracker.Clear();
            return (await db.Chats.Where(c => c.DirectKey == key).Select(c => c.Id).SingleAsync(), false);
        }

        bus.Publish(new ChatAppeared(new Delivery.Users(people), chat.Id));
        return (chat.Id, true);
    }

    async Task MineAsync(int me, int chatId, Func<Membership, Task> change)
    {
        await db.WriteAsync(async () =>
        {
            await change(await db.Memberships.SingleOrDefaultAsync(m => m.ChatId == chatId && m.UserId == me) ?? throw Refused.NotFound());
            return await db.SaveChangesAsync();
        });

        bus.Publish(new ListChanged(new Delivery.Users([me])));
    }

    async Task<IReadOnlyList<ChatView>> ViewsAsync(int me, IQueryable<Membership> mine)
    {
        var rows = await mine
            .LeftJoin(db.Messages, m => new { m.ChatId, Sequence = m.Chat.LastSequence }, last => new { last.ChatId, last.Sequence },
                (m, last) => new { Mine = m, m.Chat, Last = last, LastAuthor = last!.Sender, LastSubject = last.Subject })
            .Select(row => new
            {
                row.Mine, row.Chat, row.Last, row.LastAuthor, row.LastSubject,
                Count = db.Memberships.Count(m => m.ChatId == row.Chat.Id),
            })
            .ToListAsync();
        var others = await OthersAsync(me, rows.Select(row => row.Chat));

        return rows.ConvertAll(row =>
        {
            var other = others.GetValueOrDefault(row.Chat.Id);
            return new ChatView(
                row.Chat.Id, row.Chat.Name, row.Chat.IsGroup, row.Chat.IsNotes,
                other is null ? null : PersonView.From(other.User), other?.ReadSequence ?? 0,
                row.Last is null ? null : new LastLine(row.Last.Sequence, PersonView.From(row.LastAuthor), row.Last.Content, row.Last.IsDeleted,
                    row.Last.Notice, row.LastSubject is null ? null : PersonView.From(row.LastSubject), row.Last.CreatedAt, Attachment.Read(row.Last.Attachments)),
                row.Chat.UpdatedAt, row.Chat.LastSequence, row.Chat.Revision, row.Mine.ReadSequence,
                row.Mine.IsPinned, row.Mine.IsMuted, row.Mine.Role, row.Count, row.Chat.Avatar);
        });
    }

    // A query of its own: SQLite cannot join what depends on the row before it.
    async Task<Dictionary<int, Membership>> OthersAsync(int me, IEnumerable<Chat> chats)
    {
        var direct = chats.Where(chat => !chat.IsGroup).Select(chat => chat.Id).ToList();
        return await db.Memberships.AsNoTracking().Include(m => m.User)
            .Where(m => direct.Contains(m.ChatId) && m.UserId != me).ToDictionaryAsync(m => m.ChatId);
    }
}
