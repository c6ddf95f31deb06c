namespace Messenger.Domain;

/// <summary>
/// Reads a chat: its pages, one message, and what changed while one was away. By sequence and not by offset, but where a program
/// skips some.
/// </summary>
/// <param name="replica">Where there is one, it is asked for what is not among the newest messages.</param>
public sealed class History(ILookups lookups, RecentMessageCache recent, Replica? replica = null)
{
    public const int PageLimit = 50, ChangesLimit = 500;

    // Up to here the newest page shows the first unread message too, with something before it.
    const int UnreadOnNewest = 40;

    // How many stand before the one that a page is about.
    const int Before = 10;

    // Numbers have no holes, so a page is a range of them: an index gives it at once, whatever the database thinks of the table. Where more
    // is asked for, the membership is asked once more with it: it may have ended since.
    static readonly MessageRows.Query range = new("m.chat_id = $1 AND m.sequence >= $2 AND m.sequence <= $3"),
        one = new($"m.chat_id = $1 AND {IsMine} AND m.id = $3"),
        later = new($"m.chat_id = $1 AND {IsMine} AND m.sequence > $3 AND NOT m.is_deleted", "m.sequence LIMIT $4"),
        earlier = new($"m.chat_id = $1 AND {IsMine} AND m.sequence < $3 AND NOT m.is_deleted", "m.sequence DESC LIMIT $4 OFFSET $5"),
        changed = new($"m.chat_id = $1 AND {IsMine} AND m.revision > $3", $"m.revision LIMIT {ChangesLimit + 1}"),
        pinned = new($"m.chat_id = $1 AND {IsMine} AND m.is_pinned", $"{MessageRows.PinnedSequence} LIMIT {Message.PinLimit}");

    const string IsMine = "EXISTS (SELECT 1 FROM chat_participants AS mine WHERE mine.chat_id = $1 AND mine.user_id = $2)";

    const string RevisionOf = """
        SELECT chats.revision FROM chat_participants AS mine JOIN chats ON chats.id = mine.chat_id WHERE mine.chat_id = $1 AND mine.user_id = $2
        """;

    const string TimeOf = "SELECT m.id, m.created_at FROM messages AS m WHERE m.chat_id = $1 AND m.sequence = $2";

    const string EarlierTexts = $"""
        SELECT text.content, text.written_at FROM earlier_texts AS text JOIN messages AS m ON m.id = text.message_id
        WHERE m.chat_id = $1 AND {IsMine} AND m.id = $3 ORDER BY text.id DESC
        """;

    static readonly string firstCounted =
        $"SELECT m.sequence FROM messages AS m WHERE m.chat_id = $1 AND m.sequence > $2 AND {UncountedMessages.IsCounted("$3")} ORDER BY m.sequence LIMIT 1";

    /// <summary>How a chat is for me: the check before anything of it is shown.</summary>
    public async Task<ChatState> GetStateAsync(int me, int chatId) => await ChatState.FindAsync(lookups, me, chatId) ?? throw Refused.NotFound();

    /// <summary>
    /// A chat's page before or after a sequence, around one, or, where none is named, as one opens it: its newest page, or where the
    /// unread messages begin when they are more than fit there.
    /// </summary>
    public async Task<OpenedChat> OpenAsync(int me, int chatId, int? before = null, int? after = null, int? around = null)
    {
        var state = await GetStateAsync(me, chatId);
        var unread = (before, after) is (null, null) ? await FirstUnreadAsync(me, state, chatId) : null;
        return new OpenedChat(state, unread, await ((before, after, around) switch
        {
            ({ } n, _, _) => OlderAsync(state, chatId, n),
            (_, { } n, _) => NewerAsync(state, chatId, n),
            (_, _, { } n) => AroundAsync(state, chatId, n),
            _ when unread is { } n && state.LastSequence - n >= UnreadOnNewest => AroundAsync(state, chatId, n),
            _ => OlderAsync(state, chatId, int.MaxValue),
        }));
    }

    /// <summary>The newest page.</summary>
    public Task<MessagePage> NewestAsync(int me, int chatId) => OlderAsync(me, chatId, int.MaxValue);

    /// <summary>The page that ends before a sequence.</summary>
    public async Task<MessagePage> OlderAsync(int me, int chatId, int before, int limit = PageLimit) =>
        await OlderAsync(await GetStateAsync(me, chatId), chatId, before, limit);

    /// <summary>The page that begins after a sequence.</summary>
    /// <param name="state">How the chat is for me, where that was asked already.</param>
    public async Task<MessagePage> NewerAsync(int me, int chatId, int after, int limit = PageLimit, ChatState? state = null) =>
        await NewerAsync(await GetStateAsync(me, chatId, state), chatId, after, limit);

    /// <summary>A page with this sequence in it, a few before and the most after.</summary>
    public async Task<MessagePage> AroundAsync(int me, int chatId, int sequence) => await AroundAsync(await GetStateAsync(me, chatId), chatId, sequence);

    /// <summary>For programs: what is not deleted, oldest first, the newest <paramref name="limit"/> after skipping some.</summary>
    /// <param name="before">The id of the message the page ends before; it goes ahead of <paramref name="after"/> and <paramref name="skip"/>.</param>
    /// <param name="after">The id of the message the page begins after.</param>
    /// <returns>How the chat was before they were read, and the messages.</returns>
    public async Task<(ChatState State, IReadOnlyList<MessageView> Messages)> ListAsync(int me, int chatId, int skip, int limit, int? before, int? after)
    {
        var state = await GetStateAsync(me, chatId);
        return (state, (before, after) switch
        {
            ({ } id, _) => await earlier.ReadAsync(lookups, chatId, me, await SequenceAsync(me, chatId, id), limit, 0),
            (_, { } id) => await later.ReadAsync(lookups, chatId, me, await SequenceAsync(me, chatId, id), limit),
            _ when skip == 0 && await NewestAsync(state, chatId, limit) is { } newest => newest,
            _ => await earlier.ReadAsync(lookups, chatId, me, int.MaxValue, limit, skip),
        });
    }

    public async Task<MessageView> OneAsync(int me, int chatId, int messageId) => await FindAsync(me, chatId, messageId) ?? throw Refused.NotFound();

    /// <summary>Null where there is none, or none any more.</summary>
    public async Task<MessageView?> FindAsync(int me, int chatId, int messageId) => (await one.ReadAsync(lookups, chatId, me, messageId)).SingleOrDefault();

    /// <summary>What a message said before it was edited, the latest first.</summary>
    public Task<List<EarlierTextView>> EarlierAsync(int me, int chatId, int messageId) =>
        lookups.AllAsync(EarlierTexts, row => new EarlierTextView(row.GetString(0), row.Time(1)), chatId, me, messageId);

    /// <summary>The same of a message whose chat is not known.</summary>
    public async Task<List<EarlierTextView>> EarlierAsync(int me, int messageId) =>
        (await MessageRows.MineByIdsAsync(lookups, me, [messageId])).SingleOrDefault() is { } message ? await EarlierAsync(me, message.ChatId, messageId) : throw Refused.NotFound();

    /// <summary>What is pinned in a chat, the one furthest down first.</summary>
    public async Task<IReadOnlyList<MessageView>> PinnedAsync(int me, int chatId)
    {
        await GetStateAsync(me, chatId);
        return [.. Enumerable.Reverse(await pinned.ReadAsync(lookups, chatId, me))];
    }

    /// <summary>The last pinned message of a chat, or the one before a sequence; before the first comes the last again.</summary>
    /// <param name="state">How the chat is for me, where that was asked already.</param>
    public async Task<PinnedMessages> LastPinnedAsync(int me, int chatId, int? before = null, ChatState? state = null)
    {
        var count = (await GetStateAsync(me, chatId, state)).Pinned;
        var found = count == 0 ? null : await BeforeAsync(before ?? int.MaxValue) ?? await BeforeAsync(int.MaxValue);
        return new PinnedMessages(count, found);

        async Task<MessageView?> BeforeAsync(int sequence) => (await MessageRows.LastPinned.ReadAsync(lookups, chatId, sequence)).SingleOrDefault();
    }

    /// <summary>The first message from a time on; null when nothing was said since. Numbers follow times, so half of them are left out at each look.</summary>
    public async Task<(int Id, int Sequence)?> FindSinceAsync(int me, int chatId, DateTimeOffset since)
    {
        var state = await GetStateAsync(me, chatId);
        var (first, last) = (state.FirstSequence, state.LastSequence);
        (int, int)? found = null;
        while (first <= last)
        {
            var middle = first + (last - first) / 2;
            // Erased meanwhile is what is too old anyway.
            var (id, at) = (await lookups.AllAsync(TimeOf, row => (row.GetInt32(0), row.Time(1)), chatId, middle)).SingleOrDefault();
            (first, last, found) = at < since ? (middle + 1, last, found) : (first, middle - 1, (id, middle));
        }

        return found;
    }

    /// <summary>Everything that changed since a revision, by sequence (the idea of IMAP CONDSTORE, RFC 7162).</summary>
    /// <param name="epoch">Of the database that gave the revision; null is this one.</param>
    public async Task<Changes> ChangesAsync(int me, int chatId, long after, Guid? epoch = null)
    {
        var state = await GetStateAsync(me, chatId);
        var isOther = epoch is not null && epoch != state.Epoch || after > state.Revision;
        var found = isOther ? [] : await changed.ReadAsync(lookups, chatId, me, after);
        var isTooMuch = found.Count > ChangesLimit;
        return new Changes(state, isOther || isTooMuch, isTooMuch ? [] : found, state.ChangedRevision > after);
    }

    /// <summary>How far a chat is (0: nothing has happened there yet), or null when it is not mine: what a heartbeat compares.</summary>
    public async Task<long?> RevisionAsync(int me, int chatId) =>
        (await lookups.AllAsync(RevisionOf, row => row.GetInt64(0), chatId, me)).Cast<long?>().SingleOrDefault();

    // That of somebody else, or of another chat, allows nothing here.
    async Task<ChatState> GetStateAsync(int me, int chatId, ChatState? known) =>
        known is not null && (known.Reader, known.ChatId) == (me, chatId) ? known : await GetStateAsync(me, chatId);

    // Most often it is the next one, and nobody needs to look.
    async Task<int?> FirstUnreadAsync(int me, ChatState state, int chatId) => state.Unread <= 0 ? null
        : state.Uncounted == 0 ? state.ReadSequence + 1
        : (await lookups.AllAsync(firstCounted, row => row.GetInt32(0), chatId, state.ReadSequence, me)).Cast<int?>().SingleOrDefault();

    Task<MessagePage> OlderAsync(ChatState state, int chatId, int before, int limit = PageLimit)
    {
        var last = Math.Clamp(before, 1, state.LastSequence + 1) - 1;
        return PageAsync(state, chatId, last - limit + 1, last);
    }

    Task<MessagePage> NewerAsync(ChatState state, int chatId, int after, int limit = PageLimit)
    {
        var first = Math.Clamp(after, state.FirstSequence - 1, state.LastSequence) + 1;
        return PageAsync(state, chatId, first, Math.Min(first + limit - 1, state.LastSequence));
    }

    Task<MessagePage> AroundAsync(ChatState state, int chatId, int sequence) => NewerAsync(state, chatId, Math.Max(Before + 1, sequence) - Before - 1);

    async Task<MessagePage> PageAsync(ChatState state, int chatId, int first, int last)
    {
        first = Math.Max(first, state.FirstSequence);
        IReadOnlyList<MessageView>? page = first > last ? []
            : RecentMessageCache.MayHave(first, state) ? (await recent.GetAsync(lookups, chatId, state)).Between(first, last) : null;
        page ??= replica is null ? null : await replica.ReadAsync(state, chatId, first, last);
        page ??= await range.ReadAsync(lookups, chatId, first, last);
        return new MessagePage(page, HasOlder: first > state.FirstSequence, HasNewer: last < state.LastSequence);
    }

    /// <summary>Null when they reach further back than what is cached.</summary>
    async Task<IReadOnlyList<MessageView>?> NewestAsync(ChatState state, int chatId, int limit)
    {
        var all = (await recent.GetAsync(lookups, chatId, state)).Messages;
        List<MessageView> there = [.. all.Where(message => !message.IsDeleted && message.Sequence >= state.FirstSequence && message.Sequence <= state.LastSequence)];
        return there.Count >= limit ? there[^limit..] : all is [] || all[0].Sequence <= state.FirstSequence ? there : null;
    }

    async Task<int> SequenceAsync(int me, int chatId, int messageId) => (await OneAsync(me, chatId, messageId)).Sequence;
}
