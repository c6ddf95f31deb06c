using System.Security.Cryptography;

namespace Messenger.Domain;

/// <summary>
/// The verbs for several messages of a chat at once, in the order in which they were said. Those that are gone meanwhile are left
/// out.
/// </summary>
public sealed class ChosenMessages(ILookups lookups, Messages messages)
{
    /// <summary>How many can be chosen at once.</summary>
    public const int Limit = 100;

    public async Task<IReadOnlyList<MessageView>> ReadAsync(int me, int chatId, IReadOnlyCollection<int> ids)
    {
        if (ids.Distinct().Count() > Limit)
        {
            throw Refused.Invalid("too_many_chosen", $"At most {Limit} messages can be chosen at once.", "ids");
        }

        _ = await ChatState.FindAsync(lookups, me, chatId) ?? throw Refused.NotFound();
        List<MessageView> found = [];
        foreach (var some in ids.Distinct().Chunk(MessageRows.IdLimit))
        {
            found.AddRange(await MessageRows.MineByIdsAsync(lookups, me, some));
        }

        return [.. found.Where(message => message.ChatId == chatId && message.MayBeAnswered).OrderBy(message => message.Sequence)];
    }

    /// <param name="clientId">Of all of them: who tries again with it forwards what is missing, and nothing twice.</param>
    public async Task ForwardAsync(int me, int chatId, IReadOnlyCollection<int> ids, int target, Guid clientId)
    {
        foreach (var message in await ReadAsync(me, chatId, ids))
        {
            await messages.ForwardAsync(me, message.Id, target, ClientIdOf(clientId, message.Id));
        }
    }

    /// <summary>Those that I wrote.</summary>
    public async Task DeleteMineAsync(int me, int chatId, IReadOnlyCollection<int> ids)
    {
        foreach (var message in await ReadAsync(me, chatId, ids))
        {
            await (message.Author.Id == me ? messages.DeleteAsync(me, message.Id) : Task.CompletedTask);
        }
    }

    static Guid ClientIdOf(Guid all, int messageId) => new(SHA256.HashData([.. all.ToByteArray(), .. BitConverter.GetBytes(messageId)])[..16]);
}
