using Messenger.Domain;

namespace Messenger.Web.Pages;

/// <summary>A page of a chat, ready to be drawn.</summary>
/// <param name="People">The version of everybody's names and pictures, read before the page was.</param>
/// <param name="FirstUnread">The sequence before which the "new" line stands, or 0.</param>
public sealed record MessageWindow(int ChatId, IReadOnlyList<MessageItem> Bubbles, bool HasOlder, bool HasNewer, int People, int FirstUnread = 0, int Unread = 0)
{
    public int First => Bubbles.Count == 0 ? 0 : Bubbles[0].Message.Sequence;

    public int Last => Bubbles.Count == 0 ? 0 : Bubbles[^1].Message.Sequence;

    public static MessageWindow Of(int chatId, MessagePage page, ReadMarks marks, TimeZoneInfo zone, int people) =>
        new(chatId, MessageItem.Of(page.Messages, marks, zone), page.HasOlder, page.HasNewer, people);
}
