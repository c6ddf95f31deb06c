using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>
/// The newest message that mentions somebody, as a number on their membership, and the newest that mentions everybody, on the chat. It is unread
/// while it is beyond their mark, so no list looks for mentions in messages. A send moves the numbers itself (<see cref="IMessageWriter"/>).
/// </summary>
static class LastMentions
{
    // How far back from one that is no mention any more an earlier one is looked for.
    const int Reach = 1000;

    /// <summary>For a message with files.</summary>
    public static async Task MentionAsync(this MessengerDb db, Chat chat, Message message)
    {
        var ids = message.MentionedIds();
        chat.LastMention = ids.Contains(Everybody.Id) ? message.Sequence : chat.LastMention;
        _ = ids.Length == 0 ? 0 : await db.Memberships.Where(m => m.ChatId == chat.Id && ids.Contains(m.UserId))
            .ExecuteUpdateAsync(row => row.SetProperty(m => m.LastMention, message.Sequence));
    }

    /// <summary>For a message that was edited or deleted: whom it mentions now, and whom it mentioned until now. Under the lock of its chat.</summary>
    public static async Task MentionAgainAsync(this MessengerDb db, Message message)
    {
        var (ids, at) = (message.MentionedIds(), message.Sequence);
        var chat = await db.Chats.SingleAsync(c => c.Id == message.ChatId);
        var members = await db.Memberships
            .Where(m => m.ChatId == chat.Id && (m.LastMention == at || m.LastMention < at && ids.Contains(m.UserId))).ToListAsync();
        var isAnybodyLeftOut = members.Exists(m => !ids.Contains(m.UserId)) || chat.LastMention == at && !ids.Contains(Everybody.Id);
        var earlier = !isAnybodyLeftOut ? [] : await db.Messages.AsNoTracking()
            .Where(m => m.ChatId == chat.Id && m.Sequence < at && m.Sequence >= at - Reach && m.Mentions != null)
            .OrderByDescending(m => m.Sequence).ToListAsync();

        members.ForEach(member => member.LastMention = LastOf(member.UserId));
        chat.LastMention = chat.LastMention == at || chat.LastMention < at && ids.Contains(Everybody.Id) ? LastOf(Everybody.Id) : chat.LastMention;

        int LastOf(int id) => ids.Contains(id) ? at : earlier.Find(m => m.MentionedIds().Contains(id))?.Sequence ?? 0;
    }
}
