namespace Messenger.Web;

/// <summary>
/// Finds who is to hear an event. Keeps each chat's members with their version and asks again when an event knows a newer one.
/// </summary>
public sealed class Audience(IServiceScopeFactory scopes)
{
    // A chat nobody has written in for a while is forgotten with all others; asking again costs one query.
    const int Limit = 10_000;

    readonly BoundedCache<int, (int Version, IReadOnlyList<int> Members)> chats = new(Limit);

    public async Task<IReadOnlyCollection<int>> GetAsync(Delivery to) => to switch
    {
        Delivery.Users users => users.Ids,
        Delivery.Members { Except: { } except } members => [.. (await MembersAsync(members)).Where(id => id != except)],
        Delivery.Members members => await MembersAsync(members),
        _ => [],
    };

    async Task<IReadOnlyList<int>> MembersAsync(Delivery.Members to)
    {
        if (chats.TryGet(to.ChatId, out var known) && known.Version >= to.Version)
        {
            return known.Members;
        }

        var now = await scopes.WithAsync((Chats all) => all.AudienceAsync(to.ChatId));
        chats.Set(to.ChatId, now);
        return now.Members;
    }
}
