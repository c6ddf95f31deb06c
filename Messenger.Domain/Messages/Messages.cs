using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>Saying something, changing it, taking it back, answering with an emoji. The way of a message begins here.</summary>
public sealed class Messages(
    MessengerDb db, ILookups lookups, IMessageWriter writer, FileMessageWriter fileWriter, Mentions mentions, IEventBus bus, Files files, OrphanSignal orphans,
    TimeProvider time)
{
    // Somebody joining or leaving makes a send check again; nothing honest does that ten times within one send.
    const int Tries = 10;

    /// <summary>Returns once it is committed. The same client id again gets the first message back, never a second one.</summary>
    /// <param name="type">What the sender takes it for, if they say so.</param>
    /// <param name="attached">What was uploaded for it. What does not become part of the message is let go.</param>
    public async Task<MessageView> PostAsync(
        int me, int chatId, string? text, Guid? clientId = null, int? replyTo = null, IReadOnlyList<StoredFile>? attached = null, string? type = null)
    {
        if (attached is not { Count: > 0 })
        {
            return await SendAsync(me, chatId, text, clientId, replyTo, [], type);
        }

        try
        {
            var view = await SendAsync(me, chatId, text, clientId, replyTo, attached, type);
            if (view.IsRepeated)
            {
                await files.ReleaseAsync(me, attached);
            }

            return view;
        }
        catch (Refused)
        {
            await files.ReleaseAsync(me, attached);
            throw;
        }
    }

    public Task<MessageView> EditAsync(int me, int messageId, string? text) => ChangeAsync(me, messageId,
        async (message, _) =>
        {
            var isChanged = message.Edit(me, text, time.Now());
            if (isChanged)
            {
                await MentionAsync(message);
                await db.MentionAgainAsync(message);
                await db.ReindexAsync(message);
            }

            return isChanged;
        },
        (to, view) => new MessageEdited(to, view));

    public async Task<MessageView> DeleteAsync(int me, int messageId)
    {
        var gone = 0;
        var view = await ChangeAsync(me, messageId,
            async (message, mine) =>
            {
                await db.Entry(message).Collection(m => m.Reactions).LoadAsync();
                var hasFiles = message.Attachments is not null;
                var isChanged = message.Delete(mine, time.Now());
                if (isChanged)
                {
                    await db.UncountAsync(message);
                    await db.MentionAgainAsync(message);
                    await db.ReindexAsync(message);
                }

                gone = isChanged && hasFiles ? await db.Files.Where(file => file.MessageId == messageId).OrphanAsync() : 0;
                return isChanged;
            },
            (to, view) => new MessageDeleted(to, view));
        if (gone > 0)
        {
            orphans.Wake();
        }

        return view;
    }

    /// <param name="isOn">Whether it is to be there; null takes it back when it is there already.</param>
    public Task<MessageView> ReactAsync(int me, int messageId, string? emoji, bool? isOn = null) => ChangeAsync(me, messageId,
        async (message, _) =>
        {
            await db.Entry(message).Collection(m => m.Reactions).LoadAsync();
            return message.React(me, emoji, isOn);
        },
        (to, view) => new ReactionsChanged(to, view));

    async Task<MessageView> SendAsync(int me, int chatId, string? text, Guid? clientId, int? replyTo, IReadOnlyList<StoredFile> attached, string? type)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var (version, author) = await SenderContext.GetAsync(lookups, me, chatId);
            var message = Message.Write(me, chatId, text, replyTo, clientId, time.Now(), attached, type);
            var quote = replyTo is { } answered ? await MessageRows.QuoteAsync(lookups, answered, chatId) : null;
            if (replyTo is not null && quote is null)
            {
                return await FindFirstAsync(message) ?? throw Refused.Invalid("reply_gone", "The message you answer is gone.", "reply_to");
            }

            await MentionAsync(message);

            var outgoing = new OutgoingMessage(message, version, author, quote);
            switch (attached.Count == 0 ? await writer.SendAsync(outgoing) : await fileWriter.SendAsync(me, outgoing, attached))
            {
                case SendResult.Committed:
                    return outgoing.View;
                case SendResult.Duplicate:
                    return await FindFirstAsync(message) ?? throw new InvalidOperationException("A first message was there and is not.");
            }
        }

        throw new TimeoutException("The members of the chat keep changing.");
    }

    async Task<MessageView> ChangeAsync(
        int me, int messageId, Func<Message, Membership, Task<bool>> change, Func<Delivery, MessageView, Event> happened)
    {
        var chatId = await db.Messages.Where(m => m.Id == messageId && m.Chat.Memberships.Any(mine => mine.UserId == me))
            .Select(m => (int?)m.ChatId).SingleOrDefaultAsync() ?? throw Refused.NotFound();

        var (version, isChanged) = await db.WriteAsync(async () =>
        {
            var chat = await db.LockChatAsync(chatId) ?? throw Refused.NotFound();
            var mine = await db.Memberships.SingleOrDefaultAsync(m => m.ChatId == chatId && m.UserId == me) ?? throw Refused.NotFound();
            var message = await db.Messages.SingleAsync(m => m.Id == messageId);
            var isChanged = await change(message, mine);
            message.Revision = isChanged ? chat.Advance() : message.Revision;
            await db.SaveChangesAsync();
            return (chat.MembershipVersion, isChanged);
        });

        var view = (await MessageRows.ById.ReadAsync(lookups, messageId)).Single();
        if (isChanged)
        {
            bus.Publish(happened(new Delivery.Members(chatId, version), view));
        }

        return view;
    }

    /// <summary>What became of the first try of the same request, if there was one.</summary>
    async Task<MessageView?> FindFirstAsync(Message again)
    {
        var first = again.ClientId is null ? null : await db.Messages.AsNoTracking()
            .Where(m => m.SenderId == again.SenderId && m.ClientId == again.ClientId).SingleOrDefaultAsync();
        if (first is null)
        {
            return null;
        }

        if (!first.RequestHash.AsSpan().SequenceEqual(again.RequestHash))
        {
            throw Refused.Invalid("client_id_reused", "This client_id was used for another message.", "client_id");
        }

        return (await MessageRows.ById.ReadAsync(lookups, first.Id)).Single() with { IsRepeated = true };
    }

    async Task MentionAsync(Message message) =>
        message.Mention(await mentions.FindAsync(message.SenderId, message.ChatId, message.Content));
}
