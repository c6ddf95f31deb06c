using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>
/// The verbs by which people have conversations: see the list, find one by what it is called, open one, start one.
/// </summary>
public sealed class Chats(MessengerDb db, ILookups lookups, IEventBus bus, TimeProvider time)
{
    public const int ListLimit = 100;

    // As far as somebody scrolls in a list before it begins again.
    const int LongestList = 1000;

    const string Everybody = """
        SELECT chats.membership_version, member.user_id
        FROM chat_participants AS member JOIN chats ON chats.id = member.chat_id WHERE member.chat_id = $1
        """;

    const string MembershipVersion =
        "SELECT chats.membership_version FROM chat_participants AS mine JOIN chats ON chats.id = mine.chat_id WHERE mine.chat_id = $1 AND mine.user_id = $2";

    // For the same chats revisions and read marks only grow.
    const string Version = $"""
        SELECT CAST(COUNT(*) + COALESCE(SUM(chats.revision), 0) + COALESCE(SUM(p.read_sequence), 0) + COALESCE(SUM(p.list_revision), 0) + COALESCE(SUM(p.draft_version), 0) AS BIGINT),
               COUNT(CASE WHEN {ChatListRows.Archived} THEN 1 END)
        FROM chat_participants AS p JOIN chats ON chats.id = p.chat_id WHERE p.user_id = $1
        """;

    /// <summary>Pinned first, then by last activity. The next page is after the last one's time and id.</summary>
    public async Task<IReadOnlyList<ChatView>> ListAsync(int me, DateTimeOffset? before = null, int beforeId = 0) => before is null
        ? await ChatListRows.ReadAsync(lookups, ChatListRows.Newest, me)
        : await ChatListRows.ReadAsync(lookups, ChatListRows.Next, me, before, beforeId);

    /// <summary>A page of the archive, by last activity; the next one as in the list.</summary>
    public async Task<ChatListPage> ArchiveAsync(int me, DateTimeOffset? before = null, int beforeId = 0)
    {
        var chats = before is null
            ? await ChatListRows.ReadAsync(lookups, ChatListRows.Archive, me)
            : await ChatListRows.ReadAsync(lookups, ChatListRows.ArchiveNext, me, before, beforeId);
        return new ChatListPage(chats, null, chats.Count == ListLimit, 0);
    }

    /// <param name="open">The chat that is open, or 0.</param>
    /// <param name="atLeast">How many of them were seen before and are to be there again.</param>
    public async Task<ChatListPage> PageAsync(int me, int open, DateTimeOffset? before = null, int beforeId = 0, int atLeast = 0)
    {
        List<ChatView> chats = [.. await ListAsync(me, before, beforeId)];
        var hasMore = chats.Count == ListLimit;
        while (hasMore && chats.Count < Math.Min(atLeast, LongestList))
        {
            var next = await ListAsync(me, chats[^1].UpdatedAt, chats[^1].Id);
            chats.AddRange(next);
            hasMore = next.Count == ListLimit;
        }

        // It stands further down, or is in the archive.
        var opened = before is null && open != 0 && chats.TrueForAll(chat => chat.Id != open)
            ? await ChatListRows.OneAsync(lookups, me, open) : null;
        if (!hasMore)
        {
            return new ChatListPage(chats, opened, false, 0);
        }

        var beyond = await lookups.AllAsync(ChatListRows.UnreadAfter, row => row.GetInt64(0), me, chats[^1].UpdatedAt, chats[^1].Id, open);
        return new ChatListPage(chats, opened, true, beyond.Single());
    }

    public async Task<ListVersion> GetListVersionAsync(int me) =>
        (await lookups.AllAsync(Version, row => new ListVersion(row.GetInt64(0), row.GetInt32(1)), me)).Single();

    /// <summary>My groups by parts of their name.</summary>
    public async Task<IReadOnlyList<ChatView>> FindAsync(int me, string typed) => SearchText.Words(typed) is { Count: > 0 } words
        ? await ChatListRows.ReadAsync(lookups, ChatListRows.Named(words.Count), [me, .. words.Select(word => $"%{TextRules.Literally(word)}%")])
        : [];

    /// <summary>My chats to choose from: the list as it stands, or with something typed all that are called so, a chat of two after the other one.</summary>
    public async Task<IReadOnlyList<ChatView>> ChoiceAsync(int me, string? typed)
    {
        var found = SearchText.Words(typed) is { Count: > 0 } words
            ? await ChatListRows.ReadAsync(lookups, ChatListRows.Called(words.Count), [me, .. words.Select(word => $"%{TextRules.Literally(word)}%")])
            : await ListAsync(me);
        return [.. found.Where(chat => !chat.IsReadOnly)];
    }

    /// <summary>Those of these that are mine, by their ids; at most as many as <see cref="ChatListRows.IdLimit"/>.</summary>
    public async Task<IReadOnlyDictionary<int, ChatView>> ManyAsync(int me, IReadOnlyList<int> chatIds) => chatIds.Count == 0 ? new Dictionary<int, ChatView>()
        : (await ChatListRows.ReadAsync(lookups, ChatListRows.ById, [me, .. Enumerable.Range(0, ChatListRows.IdLimit).Select(i => chatIds.ElementAtOrDefault(i))]))
            .ToDictionary(chat => chat.Id);

    public async Task<ChatView> OpenAsync(int me, int chatId) =>
        await ChatListRows.OneAsync(lookups, me, chatId) ?? throw Refused.NotFound();

    /// <summary>The one direct chat of two people, made if need be; with oneself it is the notes to self.</summary>
    public async Task<int> DirectAsync(int me, int other) => (await FindOrStartAsync(me, other)).Id;

    /// <summary>What programs ask for: one other person is a direct chat, nobody is the notes to self, more are a group.</summary>
    /// <returns>The chat, and whether it is new.</returns>
    public async Task<(int Id, bool IsNew)> StartAsync(int me, IReadOnlyCollection<int>? people, string? name, bool isGroup)
    {
        var group = Chat.NamelessGroup(me, time.Now());
        Refused.Together(
            () => _ = people ?? throw Refused.Invalid("nobody_named", "Say with whom.", "people"),
            () => _ = !string.IsNullOrWhiteSpace(name) && group.Rename(name));
        var others = people!.Where(id => id != me).Distinct().Take(Chat.MemberLimit + 1).ToList();
        return isGroup || others.Count > 1
            ? (await GroupAsync(me, group, others), true)
            : await FindOrStartAsync(me, others.Count == 1 ? others[0] : me);
    }

    public Task<int> GroupAsync(int me, string? name, IReadOnlyCollection<int> people) => GroupAsync(me, Chat.Group(me, name, time.Now()), people);

    async Task<int> GroupAsync(int me, Chat chat, IReadOnlyCollection<int> people)
    {
        var others = people.Where(id => id != me).Distinct().ToList();
        if (others.Count >= Chat.MemberLimit)
        {
            throw Refused.Invalid("too_many_members", $"A group holds at most {Chat.MemberLimit} people.", "people");
        }

        var now = chat.CreatedAt;
        chat.Admit(me, Role.Owner, now);
        others.ForEach(id => chat.Admit(id, Role.Member, now));
        var line = Message.Tell(me, chat, SystemMessage.Created, null, chat.Name, now);
        chat.Memberships[0].ReadAll(line.Sequence);
        await db.WriteAsync(async () =>
        {
            // Nobody of them is deleted meanwhile.
            await db.LockInstallationAsync();
            await db.RequireHereAsync(me);
            if (await db.Users.CountAsync(user => others.Contains(user.Id) && user.IsActive) != others.Count)
            {
                throw Refused.NotFound();
            }

            await db.RequireWillingAsync(me, others);
            db.AddRange(chat, line);
            await db.SaveChangesAsync();
            return await db.UncountAsync(line);
        });

        bus.Publish(new ChatAppeared(new Delivery.Users([me, .. others]), chat.Id));
        return chat.Id;
    }

    /// <summary>Told to the others in the chat; never stored, never numbered.</summary>
    public async Task TypeAsync(int me, int chatId, bool isTyping)
    {
        var (version, person, isBlocked) = await SenderContext.GetAsync(lookups, me, chatId);
        if (!isBlocked)
        {
            bus.Publish(new PersonTyping(new Delivery.Members(chatId, version, Except: me), chatId, person, isTyping));
        }
    }

    /// <summary>Everybody in a chat and the version of that list, for those who deliver events.</summary>
    public async Task<(int Version, IReadOnlyList<int> Members)> AudienceAsync(int chatId)
    {
        // One query, so that the version belongs to the list.
        var rows = await lookups.AllAsync(Everybody, row => (Version: row.GetInt32(0), UserId: row.GetInt32(1)), chatId);
        return (rows.FirstOrDefault().Version, rows.ConvertAll(row => row.UserId));
    }

    /// <summary>The version of the list of those who are in a chat; 0 where it is not mine.</summary>
    public async Task<int> GetMembershipVersionAsync(int me, int chatId) =>
        (await lookups.AllAsync(MembershipVersion, row => row.GetInt32(0), chatId, me)).SingleOrDefault();

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

        await db.RequireReachAsync(me, other);
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
            await db.WriteAsync(async () =>
            {
                await db.LockInstallationAsync();
                await db.RequireHereAsync(me);
                await db.RequireHereAsync(other);
                db.Add(chat);
                return await db.SaveChangesAsync();
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
}
