namespace Messenger.Web;

/// <summary>
/// Messages as a program puts them in the place of what it has: with who has read them, and of authors who have left the chat not whether they are here.
/// </summary>
public sealed class WholeMessages(Chats chats, ReadReceipts readReceipts, Audience audience, Contract contract)
{
    public async Task<MessageJson> OneAsync(int me, MessageView message) => (await ListAsync(me, message.ChatId, [message]))[0];

    /// <param name="messages">Of one chat, by their places in it.</param>
    /// <param name="membershipVersion">Of that chat, where it was read with them.</param>
    public async Task<IReadOnlyList<MessageJson>> ListAsync(int me, int chatId, IReadOnlyList<MessageView> messages, int? membershipVersion = null)
    {
        if (messages.Count == 0)
        {
            return [];
        }

        var readers = await readReceipts.ReadersAsync(me, chatId, messages);
        var members = await audience.GetAsync(new Delivery.Members(chatId, membershipVersion ?? await chats.GetMembershipVersionAsync(me, chatId)));
        return [.. messages.Select(message => contract.Message(message.Among(members), readers[message.Id]))];
    }
}
