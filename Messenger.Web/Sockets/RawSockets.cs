using System.Collections.Concurrent;

namespace Messenger.Web;

/// <summary>The programs' sockets that are open on this node, by whose they are.</summary>
[PerProcess("Nothing: each node tells the sockets it holds open.")]
public sealed class RawSockets(SocketEvents events)
{
    // Lists are replaced, never changed: who walks through one is never in the way of who opens or closes.
    readonly ConcurrentDictionary<int, RawSocket[]> byUser = new();

    public IEnumerable<RawSocket> All => byUser.SelectMany(entry => entry.Value);

    public ReadOnlySpan<RawSocket> Get(int userId) => byUser.GetValueOrDefault(userId);

    /// <summary>Since when somebody's programs have a line here; null when they have none.</summary>
    public DateTimeOffset? OpenSince(int userId) => Get(userId) is { Length: > 0 } mine ? mine.ToArray().Min(socket => socket.OpenedAt) : null;

    /// <summary>Answers how many this person has open now; of several at once each has a number of its own.</summary>
    public int Add(RawSocket socket) => byUser.AddOrUpdate(socket.UserId, _ => [socket], (_, mine) => [.. mine, socket]).Length;

    public void Remove(RawSocket socket)
    {
        var mine = byUser.AddOrUpdate(socket.UserId, _ => [], (_, mine) => [.. mine.Where(other => other != socket)]);
        if (mine.Length == 0)
        {
            // Only while it is still empty: another one may have been opened meanwhile.
            byUser.TryRemove(KeyValuePair.Create(socket.UserId, mine));
        }
    }

    public void Close(Func<RawSocket, bool> which, CloseCode code, string reason)
    {
        foreach (var socket in All.Where(which))
        {
            socket.Close(code, reason);
        }
    }

    /// <summary>Tells these people, if one of them listens here. Framed once for all, and once more for those who hear revisions.</summary>
    public async Task TellAsync(Event happened, IReadOnlyCollection<int> people)
    {
        if (people.Any(byUser.ContainsKey) && await events.CreateAsync(happened, people) is { } told)
        {
            Tell(told, people, except: (happened as MessagePosted)?.Message.Author.Id, SessionOf(happened));
        }
    }

    /// <summary>Whoever answers, declines or hangs up need not hear of it.</summary>
    static Guid? SessionOf(Event happened) => happened switch
    {
        CallAccepted accepted => accepted.Session,
        CallRejected rejected => rejected.Session,
        CallEnded ended => ended.Session,
        _ => null,
    };

    /// <param name="except">Whose programs of old would show their own message twice.</param>
    /// <param name="session">Whose sockets know already.</param>
    void Tell(SocketEvent socketEvent, IReadOnlyCollection<int> people, int? except, Guid? session)
    {
        byte[]? plain = null, v2 = null;
        foreach (var id in people)
        {
            foreach (var socket in Get(id))
            {
                if (socket.SessionId == session)
                {
                    continue;
                }

                if (socket.IsV2)
                {
                    socket.Send(v2 ??= socketEvent.Revision is null ? plain ??= socketEvent.Frame(false) : socketEvent.Frame(true));
                }
                else if (id != except)
                {
                    socket.Send(plain ??= socketEvent.Frame(false));
                }
            }
        }
    }
}
