using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>The kind of a chat: what it is for.</summary>
public enum ChatKind
{
    Direct,
    Notes,
    Group,
}

/// <summary>A chat as an admin sees it: how large it is, and nothing that was said. Who speaks with whom in a direct one is theirs to know, so only a group has a name.</summary>
/// <param name="Messages">How many there ever were, lines of the system and deleted ones among them.</param>
/// <param name="Bytes">Of the files in it.</param>
public sealed record ManagedChat(int Id, ChatKind Kind, string? Name, string? Avatar, int Members, int Messages, long Bytes, PersonView? Owner, DateTimeOffset UpdatedAt);

/// <summary>A page of the chats here, the newest first.</summary>
/// <param name="Before">Where the next page begins: an id; null when there is none.</param>
public sealed record ManagedChatPage(IReadOnlyList<ManagedChat> Chats, int? Before);

/// <summary>Shows an admin how chats grow, from outside.</summary>
public sealed class ManagedChats(MessengerDb db)
{
    public const int PageLimit = 50;

    /// <param name="typed">Parts of the name of a group; nothing: all chats.</param>
    /// <param name="before">Where the page before ended.</param>
    public async Task<ManagedChatPage> ListAsync(Actor me, string? typed = null, int? before = null)
    {
        await db.RequireAdminAsync(me);
        var words = SearchText.Words(typed);
        var found = await db.Chats.AsNoTracking()
            .Where(chat => (before == null || chat.Id < before) && words.All(word => chat.Searchable!.Contains(word)))
            .OrderByDescending(chat => chat.Id).Take(PageLimit + 1)
            .Select(chat => new
            {
                chat,
                members = db.Memberships.Count(m => m.ChatId == chat.Id),
                bytes = db.Files.Where(f => f.ChatId == chat.Id && f.MessageId != null).Sum(f => f.Size),
            }).ToListAsync();
        var ids = found.Select(one => one.chat.Id).ToList();
        var owners = await db.Memberships.AsNoTracking().Include(m => m.User).Where(m => ids.Contains(m.ChatId) && m.Chat.IsGroup && m.Role == Role.Owner)
            .ToDictionaryAsync(m => m.ChatId, m => m.User);
        return new ManagedChatPage(
            [.. found.Take(PageLimit).Select(one => View(one.chat, one.members, one.bytes, owners.GetValueOrDefault(one.chat.Id)))],
            found.Count > PageLimit ? found[PageLimit - 1].chat.Id : null);
    }

    static ManagedChat View(Chat chat, int members, long bytes, User? owner) => new(
        chat.Id, chat.IsGroup ? ChatKind.Group : Chat.IsOfNotes(chat.DirectKey) ? ChatKind.Notes : ChatKind.Direct,
        chat.Name, chat.Avatar, members, chat.LastSequence, bytes, owner is null ? null : PersonView.From(owner), chat.UpdatedAt);
}
