namespace Messenger.Domain;

public enum Presence
{
    Offline,
    Away,
    Online,
}

/// <summary>
/// The presence of people: who is here. A person is online while one of their connections is active, away when all of them have
/// been idle, and offline a moment after the last one went. An interface from the start: across nodes it is `RedisPresence`.
/// </summary>
/// <remarks>
/// Asking never waits: pages ask for each person they draw. So with several nodes each keeps a copy of what all of them know. What is
/// said of a connection is said on the node that holds it, and only that node's <see cref="ChangesAsync"/> tells of it; otherwise
/// everybody would hear it once from every node. Of a node that died nobody says anything any more, and its people go by timeout.
/// </remarks>
public interface IPresence
{
    /// <param name="isHidden">The person wants nobody to know: they are offline for all who ask.</param>
    void Connected(int userId, string connection, bool isHidden = false);

    /// <summary>Somebody wants that from now on, or no longer. Said again whenever a connection is looked at, since it may have been told to nobody here.</summary>
    void Hide(int userId, bool isHidden);

    /// <summary>
    /// Said again and again by a connection; active means a person used it within the last five minutes. May still be on its way when
    /// the connection has gone, and then says nothing.
    /// </summary>
    void Beats(int userId, string connection, bool active);

    /// <summary>Which chat somebody looks at through a connection, said again and again while they do; 0: none.</summary>
    void Looks(int userId, string connection, int chatId);

    void Disconnected(int userId, string connection);

    Presence Get(int userId);

    /// <summary>Whether somebody looks at a chat now, on whatever page.</summary>
    bool IsLooking(int userId, int chatId);

    /// <summary>The ones of these that have a connection.</summary>
    IReadOnlyList<int> Connected(IEnumerable<int> userIds);

    /// <summary>People with a connection here whose presence differs from what was last told, at most once a second. One reader.</summary>
    IAsyncEnumerable<(int UserId, Presence Presence)> ChangesAsync(CancellationToken stop);
}
