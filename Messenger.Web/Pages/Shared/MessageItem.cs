namespace Messenger.Web.Pages;

/// <summary>A message and its place in what is shown: after whom it stands, and whether somebody has read it.</summary>
/// <param name="Continues">The one before is by the same person, shortly before: no avatar, no name.</param>
/// <param name="Day">Set on the first message of a day.</param>
/// <param name="IsMeant">Among its neighbours it is the one the page is about.</param>
public sealed record MessageItem(MessageView Message, bool Continues = false, bool IsRead = false, DateOnly? Day = null, bool IsMeant = false)
{
    static readonly TimeSpan run = TimeSpan.FromMinutes(10);

    public static IReadOnlyList<MessageItem> Of(IReadOnlyList<MessageView> messages, ReadMarks marks, TimeZoneInfo zone)
    {
        List<MessageItem> bubbles = [];
        MessageView? before = null;
        foreach (var message in messages)
        {
            var isNewDay = before is null || zone.Day(before.At) != zone.Day(message.At);
            var continues = !isNewDay && before is { IsSystem: false } && before.Author.Id == message.Author.Id && message.At - before.At < run;
            bubbles.Add(new MessageItem(message, continues, message.Sequence <= marks.WithoutMarkOf(message.Author.Id), isNewDay ? zone.Day(message.At) : null));
            before = message;
        }

        return bubbles;
    }
}
