namespace Messenger.Web.Pages;

/// <summary>A page of a chat, ready to be drawn.</summary>
/// <param name="PeopleVersion">Of everybody's names and pictures, read before the page was.</param>
/// <param name="FirstUnread">The sequence before which the "new" line stands, or 0.</param>
public sealed record MessageWindow(
    int ChatId, IReadOnlyList<MessageItem> Items, bool HasOlder, bool HasNewer, int PeopleVersion, int FirstUnread = 0, int Unread = 0)
{
    public int First => Items.Count == 0 ? 0 : Items[0].Message.Sequence;

    public int Last => Items.Count == 0 ? 0 : Items[^1].Message.Sequence;

    public static MessageWindow Of(int chatId, OpenedChat chat, TimeZoneInfo zone) =>
        new(chatId, MessageItem.Of(chat.Page.Messages, chat.State.Marks, zone), chat.Page.HasOlder, chat.Page.HasNewer, chat.State.PeopleVersion);
}
