namespace Messenger.Web;

/// <summary>Each event as programs hear it (the table of the contract), for nobody in particular; null when it is not for them.</summary>
public sealed class SocketEvents(IPresence presence, Texts texts, IServiceScopeFactory scopes)
{
    readonly Contract contract = new(presence, texts);

    // As much of a large chat as everybody in it is sent again when somebody joins.
    const int ParticipantsLimit = 100;

    /// <param name="people">Whom it is for. Where that is the whole chat, of an author who has left it nobody is told whether they are here.</param>
    public async Task<SocketEvent?> CreateAsync(Event happened, IReadOnlyCollection<int> people) => happened switch
    {
        MessagePosted { Message: var message } => new("new_message", Message(message, happened, people), message.Revision),
        MessageEdited { Message: var message } => new("message_updated", Message(message, happened, people), message.Revision),
        MessageDeleted { Message: var gone } => new("message_deleted", new MessageDeletedJson(gone.Id, gone.ChatId), gone.Revision),
        ReactionsChanged { Message: var message } => new(
            "message_reaction", new MessageReactionJson(message.Id, message.ChatId, [.. message.Reactions.Select(Contract.Reaction)]), message.Revision),
        PinsChanged { Message: var message } => new("message_pinned", new MessagePinnedJson(message.Id, message.ChatId, message.IsPinned), message.Revision),
        ChatRead read => new("message_read", new MessageReadJson(read.MessageId, read.ReaderId, read.ChatId)),
        ChatAppeared appeared => new("chat_created", contract.Chat(await ChatAsync(appeared.ChatId))),
        ChatChanged changed => new("chat_updated", Updated(await ChatAsync(changed.ChatId)), changed.Revision),
        HistoryErased erased => new("history_erased", new HistoryErasedJson(erased.ChatId, erased.FirstSequence), erased.Revision),
        ChatDisappeared gone => new("participant_removed", new ParticipantJson(gone.ChatId, gone.UserId, null)),
        MemberAdded added => new("participant_added", new ParticipantJson(added.ChatId, added.Person.Id, contract.User(added.Person)), added.Revision),
        MemberRemoved gone => new("participant_removed", new ParticipantJson(gone.ChatId, gone.Person.Id, contract.User(gone.Person)), gone.Revision),
        PersonTyping typing => new("user_typing", new UserTypingJson(typing.ChatId, typing.Person.Id, typing.IsTyping, typing.Person.Username)),
        PresenceChanged changed => new("user_status", new UserStatusJson(changed.UserId, Contract.Presence(changed.Presence))),
        // A program rings whatever it is told of: how the call stands is enough for who is not to be rung.
        CallStarted { IsQuiet: true } => null,
        CallStarted { Call: var call } started => new("incoming_call", new IncomingCallJson(
            call.Id, call.Id, call.ChatId, call.InitiatorId, Contract.CallType(call.Type), contract.User(started.Initiator))),
        CallAccepted accepted => new("call_accepted", new CallAcceptedJson(accepted.CallId, accepted.By.Id, accepted.By.Username)),
        CallRejected rejected => new("call_rejected", new CallRejectedJson(rejected.CallId, rejected.ById)),
        CallEnded ended => new("call_ended", new CallEndedJson(ended.CallId, ended.ById)),
        CallChanged { Call: var call } => new("call_updated", new CallUpdatedJson(
            call.Id, Contract.CallStatus(call.Status), [.. call.Participants.Select(one => new CallParticipantJson(one.Person.Id, Contract.CallPresence(one.State), one.Party))])),
        // What is for one page is no program's business.
        Signalled { ToParty: not null } => null,
        Signalled signalled => new("webrtc_signal", new SignalJson(signalled.FromId, signalled.Type, signalled.Signal)),
        ListChanged { ChatId: { } chatId, Settings: { } mine } => new(
            "chat_settings", new ChatSettingsJson(chatId, mine.IsPinned, mine.IsMuted, mine.IsArchived, mine.IsMarkedUnread)),
        DraftChanged { Draft: var draft } changed => new(
            "draft_updated", new DraftUpdatedJson(changed.ChatId, draft.Id, draft.Text, draft.ReplyTo, draft.Version)),
        ListChanged or BlocksChanged or PrivacyChanged or SessionsEnded => null,
        _ => throw new InvalidOperationException($"What are programs told of {happened.GetType().Name}?"),
    };

    MessageJson Message(MessageView message, Event happened, IReadOnlyCollection<int> people) =>
        contract.Message(happened.To is Delivery.Members ? message.Among(people) : message);

    Task<ChatDetails> ChatAsync(int chatId) => scopes.WithAsync((DetailedChats chats) => chats.ForAllAsync(chatId, ParticipantsLimit));

    ChatUpdatedJson Updated(ChatDetails chat) => new(
        chat.Id, chat.Name, chat.IsGroup, chat.Avatar, chat.CreatedBy, chat.CreatedAt, chat.UpdatedAt,
        [.. chat.People.Select(contract.User)], chat.LastSequence, chat.Revision);
}
