namespace Messenger.Web;

/// <summary>The place of an event among the changes of its chat.</summary>
readonly record struct ChatRevision(int ChatId, long Revision)
{
    /// <summary>Null when it has none.</summary>
    public static ChatRevision? Of(Event happened) => happened switch
    {
        MessagePosted { Message: var message } => new(message.ChatId, message.Revision),
        MessageEdited { Message: var message } => new(message.ChatId, message.Revision),
        MessageDeleted { Message: var message } => new(message.ChatId, message.Revision),
        ReactionsChanged { Message: var message } => new(message.ChatId, message.Revision),
        PinsChanged { Message: var message } => new(message.ChatId, message.Revision),
        ChatChanged changed => new(changed.ChatId, changed.Revision),
        HistoryErased erased => new(erased.ChatId, erased.Revision),
        _ => null,
    };
}
