namespace Messenger.Domain;

/// <summary>
/// The cache of the newest messages of each chat that was read lately. It is brought up to the revision that its reader was told, by what
/// changed since its own: most often that is one message.
/// </summary>
public sealed class RecentMessageCache
{
    // 20 MB of text at the very most; with longer messages it is fewer of them.
    const int ChatLimit = 200, TextLimit = 50_000;

    const int ReadLimit = 100, KeepLimit = 150, ChangeLimit = 50;

    static readonly MessageRows.Query newest = new("m.chat_id = $1 AND m.sequence > $2"), changed = new("m.chat_id = $1 AND m.revision > $2");

    readonly BoundedCache<int, RecentMessages> chats = new(ChatLimit);

    /// <summary>Whether it is worth looking here for messages from this sequence on.</summary>
    public static bool MayHave(int first, ChatState state) => first > state.LastSequence - ReadLimit;

    /// <param name="state">Read before: what is in the cache may be newer than it says, and is never older.</param>
    internal async Task<RecentMessages> GetAsync(ILookups lookups, int chatId, ChatState state)
    {
        var isKnown = chats.TryGet(chatId, out var known) && known.Epoch == state.Epoch && known.PeopleVersion >= state.PeopleVersion;
        if (isKnown && known!.Revision >= state.Revision)
        {
            return known;
        }

        var now = isKnown && state.Revision - known!.Revision <= ChangeLimit
            ? known.With(state.Revision, await changed.ReadAsync(lookups, chatId, known.Revision), KeepLimit)
            : new RecentMessages(state.Epoch, state.PeopleVersion, state.Revision, await newest.ReadAsync(lookups, chatId, state.LastSequence - ReadLimit));
        now = now.From(state.FirstSequence);
        chats.Set(chatId, now.Within(TextLimit));
        return now;
    }
}
