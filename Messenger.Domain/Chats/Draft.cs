namespace Messenger.Domain;

/// <summary>
/// The draft of a chat: what I have begun to write there and not sent, one for each of my chats, on all my devices.
/// </summary>
/// <param name="Id">Chosen by who begins it: the message that is made of it says it, and ends it.</param>
/// <param name="Text">Null when there is none.</param>
/// <param name="ReplyTo">The message that it answers.</param>
/// <param name="Version">Moves with each change, so that who knows an older one replaces nothing.</param>
public sealed record Draft(Guid? Id, string? Text, int? ReplyTo, int Version)
{
    public bool IsThere => Text is not null;
}
