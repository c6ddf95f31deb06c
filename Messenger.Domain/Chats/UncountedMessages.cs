using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>
/// What has a place in a chat and is nothing to be read: lines of the system and tombstones. Each is taken off once, under the chat's lock,
/// for everybody who has not come to it yet, so that unread stays a sum of columns.
/// </summary>
static class UncountedMessages
{
    public static Task<int> UncountAsync(this MessengerDb db, Message message) => db.Memberships
        .Where(m => m.ChatId == message.ChatId && m.ReadSequence < message.Sequence)
        .ExecuteUpdateAsync(row => row.SetProperty(m => m.Uncounted, m => m.Uncounted + 1));
}
