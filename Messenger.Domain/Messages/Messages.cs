using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>
/// The verbs by which people say something, change it, take it back, and answer with an emoji. The way of a message begins here.
/// </summary>
public sealed class Messages(
    MessengerDb db, ILookups lookups, IMessageWriter writer, FileMessageWriter fileWriter, Mentions mentions, IEventBus bus, Files files, Drafts drafts, OrphanSignal orphans,
    TimeProvider time)
{
    // Somebody joining or leaving makes a send check again; nothing honest does that ten times within one send.
    const int Tries = 10;

    /// <summary>Returns once it is committed. The same client id again gets the first message back, never a second one.</summary>
    /// <param name="type">What the sender takes it for, if they say so.</param>
    /// <param name="attached">What was uploaded for it. What does not become part of the message is let go.</param>
    /// <param name="draftId">Of the draft that it was until now, which ends with it.</param>
    public async Task<MessageView> PostAsync(
        int me, int chatId, string? text, Guid? clientId = null, int? replyTo = null, IReadOnlyList<StoredFile>? attached = null, string? type = null, Guid? draftId = null)
    {
        attached ??= [];
        var posted = await ReleasingAsync(
            me, attached, () => SendAsync(me, chatId, () => Message.Write(me, chatId, text, replyTo, clientId, time.Now(), attached, type, draftId), attached));
        await (draftId is null || posted.IsRepeated ? Task.CompletedTask : drafts.TellAsync(me, chatId));
        return posted;
    }

    /// <summary>Says the same in another chat, with its files. The same client id again gets the first copy back, whatever became of the original.</summary>
    public async Task<MessageView> ForwardAsync(int me, int messageId, int chatId, Guid? clientId = null)
    {
        await SenderContext.GetAsync(lookups, me, chatId);
        if (await FindFirstAsync(me, clientId, Message.HashOfForward(chatId, messageId)) is { } first)
        {
            return first;
        }

        var original = (await MessageRows.MineByIdsAsync(lookups, me, [messageId])).SingleOrDefault() ?? throw Refused.NotFound();
        if (!original.MayBeAnswered)
        {
            throw new Refused(Reason.Conflict, "deleted", "This message is deleted.");
        }

        var copies = await files.CopyAsync(me, original, chatId);
        var origin = original.Origin ?? new OriginView(original.Author.Id, original.Author.Name);
        return await ReleasingAsync(me, copies, () => SendAsync(
            me, chatId, () => Message.Forward(me, chatId, original, clientId, time.Now(), copies), copies, origin.Id == me ? null : origin, isForward: true));
    }

    public Task<MessageView> EditAsync(int me, int messageId, string? text) => ChangeAsync(me, messageId,
        async (message, mine) =>
        {
            await db.RequireReachAsync(mine.Chat);
            var before = EarlierText.Of(message);
            var isChanged = message.Edit(me, text, time.Now());
            if (isChanged)
            {
                await db.KeepEarlierAsync(before);
                await MentionAsync(message);
                await db.MentionAgainAsync(message);
                await db.ReindexAsync(message);
            }

            return isChanged;
        },
        (to, view) => new MessageEdited(to, view));

    public Task<MessageView> DeleteAsync(int me, int messageId) => DeleteAsync(me, messageId, outside: null);

    /// <param name="outside">
    /// For somebody who need not be in its chat: an admin of the server to whom it was shown, or whoever leaves the messenger with all they said. What else its
    /// transaction does, also where its author was quicker.
    /// </param>
    internal async Task<MessageView> DeleteAsync(int me, int messageId, Func<Message, Task>? outside)
    {
        var (gone, wasPinned) = (0, false);
        var (view, to) = await ChangeAsync(me, messageId,
            async (message, mine) =>
            {
                wasPinned = message.IsPinned;
                await db.Entry(message).Collection(m => m.Reactions).LoadAsync();
                var hasFiles = message.Attachments is not null;
                var isChanged = message.Delete(mine, time.Now());
                if (isChanged)
                {
                    await db.UncountAsync(message);
                    await db.MentionAgainAsync(message);
                    await db.ReindexAsync(message);
                    await db.EarlierTexts.Where(text => text.MessageId == messageId).ExecuteDeleteAsync();
                }

                await (outside?.Invoke(message) ?? Task.CompletedTask);
                gone = isChanged && hasFiles ? await db.Files.Where(file => file.MessageId == messageId).OrphanAsync() : 0;
                return isChanged;
            }, isOutside: outside is not null);
        if (to is not null)
        {
            bus.Publish(new MessageDeleted(to, view));
        }

        if (gone > 0)
        {
            orphans.Wake();
        }

        await (wasPinned ? TellPinsAsync(to, view) : Task.CompletedTask);
        return view;
    }

    /// <summary>Keeps a message in sight for everybody in the chat, or no longer.</summary>
    public async Task<MessageView> PinAsync(int me, int messageId, bool isOn)
    {
        var (view, to) = await ChangeAsync(me, messageId, async (message, mine) =>
        {
            await db.RequireReachAsync(mine.Chat);
            var isChanged = message.Pin(mine, isOn);
            if (isChanged && isOn && await db.Messages.CountAsync(m => m.ChatId == message.ChatId && m.IsPinned) >= Message.PinLimit)
            {
                throw Refused.Invalid("too_many_pinned", $"At most {Message.PinLimit} messages can be pinned in a chat.", "pinned");
            }

            return isChanged;
        });
        await TellPinsAsync(to, view);
        return view;
    }

    /// <param name="isOn">Whether it is to be there; null takes it back when it is there already.</param>
    public Task<MessageView> ReactAsync(int me, int messageId, string? emoji, bool? isOn = null) => ChangeAsync(me, messageId,
        async (message, mine) =>
        {
            await db.RequireReachAsync(mine.Chat);
            await db.Entry(message).Collection(m => m.Reactions).LoadAsync();
            return message.React(me, emoji, isOn);
        },
        (to, view) => new ReactionsChanged(to, view));

    /// <summary>What does not become part of the message is let go.</summary>
    async Task<MessageView> ReleasingAsync(int me, IReadOnlyList<StoredFile> attached, Func<Task<MessageView>> send)
    {
        if (attached.Count == 0)
        {
            return await send();
        }

        try
        {
            var view = await send();
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

    async Task<MessageView> SendAsync(int me, int chatId, Func<Message> write, IReadOnlyList<StoredFile> attached, OriginView? origin = null, bool isForward = false)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var (version, author, isBlocked) = await SenderContext.GetAsync(lookups, me, chatId);
            var message = write();
            if (isBlocked)
            {
                return await FindFirstAsync(me, message.ClientId, message.RequestHash) ?? throw await db.WhyUnreachableAsync(chatId);
            }

            var quote = message.ReplyTo is { } answered ? await MessageRows.QuoteAsync(lookups, answered, chatId) : null;
            if (message.ReplyTo is not null && quote is null)
            {
                return await FindFirstAsync(me, message.ClientId, message.RequestHash) ?? throw Refused.Invalid("reply_gone", "The message you answer is gone.", "reply_to");
            }

            // What is only forwarded calls nobody who is in the other chat.
            await (isForward ? Task.CompletedTask : MentionAsync(message));

            // The quick way knows neither files nor whose words they are.
            var outgoing = new OutgoingMessage(message, version, author, quote, origin);
            switch (attached.Count == 0 && origin is null ? await writer.SendAsync(outgoing) : await fileWriter.SendAsync(me, outgoing, attached))
            {
                case SendResult.Committed:
                    return outgoing.View;
                case SendResult.Duplicate:
                    return await FindFirstAsync(me, message.ClientId, message.RequestHash) ?? throw new InvalidOperationException("A first message was there and is not.");
            }
        }

        throw new TimeoutException("The members of the chat keep changing.");
    }

    async Task<MessageView> ChangeAsync(
        int me, int messageId, Func<Message, Membership, Task<bool>> change, Func<Delivery, MessageView, Event> happened)
    {
        var (view, to) = await ChangeAsync(me, messageId, change);
        if (to is not null)
        {
            bus.Publish(happened(to, view));
        }

        return view;
    }

    /// <summary>The message as it is then, and who is to hear of it; nobody where nothing changed.</summary>
    /// <param name="isOutside">Who does it need not be in the chat, and stands in for an admin of the group.</param>
    async Task<(MessageView View, Delivery? To)> ChangeAsync(int me, int messageId, Func<Message, Membership, Task<bool>> change, bool isOutside = false)
    {
        var chatId = await db.Messages.Where(m => m.Id == messageId && (isOutside || m.Chat.Memberships.Any(mine => mine.UserId == me)))
            .Select(m => (int?)m.ChatId).SingleOrDefaultAsync() ?? throw Refused.NotFound();

        var (version, isChanged) = await db.WriteAsync(async () =>
        {
            var chat = await db.LockChatAsync(chatId) ?? throw Refused.NotFound();
            var mine = isOutside ? new Membership { ChatId = chatId, UserId = me, Role = Role.Admin }
                : await db.Memberships.SingleOrDefaultAsync(m => m.ChatId == chatId && m.UserId == me) ?? throw Refused.NotFound();
            // Erased while this waited for the lock.
            var message = await db.Messages.SingleOrDefaultAsync(m => m.Id == messageId) ?? throw Refused.NotFound();
            var isChanged = await change(message, mine);
            message.Revision = isChanged ? chat.Advance() : message.Revision;
            await db.SaveChangesAsync();
            return (chat.MembershipVersion, isChanged);
        });

        var view = (await MessageRows.ById.ReadAsync(lookups, messageId)).SingleOrDefault() ?? throw Refused.NotFound();
        return (view, isChanged ? new Delivery.Members(chatId, version) : null);
    }

    async Task TellPinsAsync(Delivery? to, MessageView message)
    {
        if (to is null)
        {
            return;
        }

        var count = await db.Messages.CountAsync(m => m.ChatId == message.ChatId && m.IsPinned);
        bus.Publish(new PinsChanged(to, message, new PinnedMessages(count, (await MessageRows.LastPinned.ReadAsync(lookups, message.ChatId, int.MaxValue)).SingleOrDefault())));
    }

    /// <summary>What became of the first try of the same request, if there was one.</summary>
    async Task<MessageView?> FindFirstAsync(int me, Guid? clientId, byte[]? hash)
    {
        var first = clientId is null ? null : await db.Messages.AsNoTracking().Where(m => m.SenderId == me && m.ClientId == clientId).SingleOrDefaultAsync();
        if (first is null)
        {
            return null;
        }

        if (!first.RequestHash.AsSpan().SequenceEqual(hash))
        {
            throw Refused.Invalid("client_id_reused", "This client_id was used for another message.", "client_id");
        }

        return (await MessageRows.ById.ReadAsync(lookups, first.Id)).Single() with { IsRepeated = true };
    }

    async Task MentionAsync(Message message) =>
        message.Mention(await mentions.FindAsync(message.SenderId, message.ChatId, message.Content));
}
