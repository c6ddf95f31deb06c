namespace Messenger.Domain;

/// <summary>
/// The author of what is about to be said in a chat, and which of its members hear it: the check before anything is said there. It is
/// asked apart from <see cref="ChatState"/>, because a send needs a person more and four subjects less.
/// </summary>
/// <param name="MembershipVersion">Of the members at the time of the check.</param>
/// <param name="IsBlocked">It is a direct chat, and one of the two has blocked the other, or is nobody any more.</param>
sealed record SenderContext(int MembershipVersion, PersonView Author, bool IsBlocked)
{
    static readonly string sql = $"""
        SELECT chats.membership_version, {LookupRows.PersonOf("users")}, {BlockRules.InDirect}
        FROM chat_participants AS mine JOIN chats ON chats.id = mine.chat_id JOIN users ON users.id = mine.user_id
        WHERE mine.chat_id = $1 AND mine.user_id = $2 AND users.deleted_at IS NULL
        """;

    public static async Task<SenderContext> GetAsync(ILookups lookups, int me, int chatId) =>
        await lookups.FirstAsync(sql, row => new SenderContext(row.GetInt32(0), row.Person(1)!, row.GetBoolean(1 + LookupRows.PersonWidth)), chatId, me) ?? throw Refused.NotFound();
}
