using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>
/// A text that a message had before it was edited, for whoever may see the message. It goes with a deletion, and no search finds
/// it.
/// </summary>
public sealed class EarlierText
{
    /// <summary>How many of a message are kept, the latest.</summary>
    public const int Limit = 20;

    public int Id { get; init; }

    public int MessageId { get; init; }

    public string Content { get; init; } = "";

    /// <summary>When it was written.</summary>
    public DateTimeOffset WrittenAt { get; init; }

    public static EarlierText Of(Message message) => new() { MessageId = message.Id, Content = message.Content, WrittenAt = message.UpdatedAt };
}

/// <summary>An earlier text as it is seen.</summary>
public sealed record EarlierTextView(string Text, DateTimeOffset At);

static class EarlierTexts
{
    /// <summary>Under the lock of the chat.</summary>
    public static Task<int> KeepEarlierAsync(this MessengerDb db, EarlierText text)
    {
        db.Add(text);
        var all = db.EarlierTexts.Where(one => one.MessageId == text.MessageId);
        return all.Where(one => !all.OrderByDescending(other => other.Id).Take(EarlierText.Limit - 1).Contains(one)).ExecuteDeleteAsync();
    }
}
