using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>
/// The messages that have a place in a chat and are nothing to be read: lines of the system and tombstones. Each is taken off
/// once, under the chat's lock, for everybody who has not come to it yet, so that unread stays a sum of columns. A missed call is
/// something to be read for all but who called.
/// </summary>
static class UncountedMessages
{
    static readonly string again = $"""
        UPDATE chat_participants SET uncounted = (
            SELECT COUNT(*) FROM messages AS m WHERE m.chat_id = chat_participants.chat_id AND m.sequence > chat_participants.read_sequence
            AND NOT ({IsCounted("chat_participants.user_id")}))
        """;

    /// <summary>As a condition on a message <c>m</c> and its reader's id.</summary>
    public static string IsCounted(string reader) =>
        $"NOT m.is_deleted AND (m.notice IS NULL OR m.notice = '{nameof(SystemMessage.MissedCall)}' AND m.sender_id <> {reader})";

    /// <summary>The opposite of it.</summary>
    public static Expression<Func<Message, bool>> IsUncounted(int reader) =>
        m => m.IsDeleted || m.Notice != null && (m.Notice != SystemMessage.MissedCall || m.SenderId == reader);

    /// <summary>Works them all out anew, for when nobody writes.</summary>
    public static Task<int> UncountAgainAsync(this MessengerDb db) => db.Database.ExecuteSqlRawAsync(again);

    public static Task<int> UncountAsync(this MessengerDb db, Message message) => db.Memberships
        .Where(m => m.ChatId == message.ChatId && m.ReadSequence < message.Sequence
            && (message.Notice != SystemMessage.MissedCall || m.UserId == message.SenderId))
        .ExecuteUpdateAsync(row => row.SetProperty(m => m.Uncounted, m => m.Uncounted + 1));
}
