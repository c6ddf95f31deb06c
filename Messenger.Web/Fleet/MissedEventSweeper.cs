namespace Messenger.Web;

/// <summary>
/// Looks for what other nodes did and we never heard of, and tells it here. With nobody to pass anything on, everybody still hears within a few
/// seconds. What is missing may be on its way, so it is told when it is still missing at the next look.
/// </summary>
sealed class MissedEventSweeper : PeriodicWorker
{
    const int ChunkSize = 1000;

    static readonly TimeSpan soon = TimeSpan.FromMilliseconds(500), settling = TimeSpan.FromSeconds(30);

    readonly DeliveryTracker told;
    readonly RedisBus bus;
    readonly MissedChanges changes;
    readonly FleetMetrics metrics;
    readonly RawSockets sockets;
    readonly PageConnections pages;
    readonly LiveStreams streams;

    public MissedEventSweeper(
        DeliveryTracker told, RedisBus bus, RedisLine line, SweepSignal signal, MissedChanges changes, FleetMetrics metrics, RawSockets sockets, PageConnections pages,
        LiveStreams streams, TimeProvider time, ILogger<MissedEventSweeper> log)
        : base(TimeSpan.FromSeconds(2), time, log, signal)
    {
        (this.told, this.bus, this.changes, this.metrics, this.sockets, this.pages, this.streams) = (told, bus, changes, metrics, sockets, pages, streams);
        line.CameUp += signal.Wake;
        line.Heard += message =>
        {
            if (message.ChangedChat is not null)
            {
                signal.Wake();
            }
        };
    }

    protected override async Task LookAsync(CancellationToken stop)
    {
        var (began, hasHoles) = (Time.GetUtcNow(), false);
        HashSet<int> looked = [];
        foreach (var some in Readers(began).Chunk(ChunkSize))
        {
            var rows = await changes.GetChatsAsync(some);
            foreach (var chat in rows.Where(row => looked.Add(row.ChatId)))
            {
                hasHoles |= await LookAsync(chat);
            }

            var byReader = rows.ToLookup(row => row.UserId);
            Array.ForEach(some, reader => Tell(told.Reader(reader)?.Look(reader, [.. byReader[reader]])));
        }

        told.Forget(before: began);
        if (hasHoles)
        {
            LookAgainAt(Time.GetUtcNow() + soon);
        }
    }

    List<int> Readers(DateTimeOffset now)
    {
        var all = told.Readers.ToLookup(reader => now - reader.Value.Since < settling || HasLine(reader.Key), reader => reader.Key);
        foreach (var gone in all[false])
        {
            told.Forget(gone);
        }

        return [.. all[true]];
    }

    bool HasLine(int userId) => sockets.Get(userId).Length > 0 || pages.Count(userId) > 0 || streams.Count(userId) > 0;

    /// <summary>Whether there is something to look at again.</summary>
    async Task<bool> LookAsync(ReaderChat chat)
    {
        var known = told.GetOrAdd(chat.ChatId);
        if (known.Look(chat, Time.GetUtcNow(), out var hasHoles) is not var (after, last))
        {
            return hasHoles;
        }

        var messages = await changes.GetMessagesAsync(chat.ChatId, after, last);
        var group = chat.ChangedRevision > after ? await changes.FindGroupAsync(chat.ChatId) : null;
        var upTo = messages.Count < MissedChanges.MessageLimit ? last : messages.Max(message => message.Revision);
        var to = new Delivery.Members(chat.ChatId, chat.MembershipVersion);
        var missed = known.Find(chat, messages, group, to, upTo);
        Tell(missed);
        // Whether it was pinned before is not known here, so what is pinned now is told.
        if (missed.LastOrDefault(happened => happened is MessageEdited or MessageDeleted) is { } changed && Fragments.ModelOf(changed) is MessageView message)
        {
            bus.TellHere(new PinsChanged(to, message, await changes.GetPinnedAsync(chat.ChatId)));
        }

        return true;
    }

    void Tell(IEnumerable<Event>? missed)
    {
        foreach (var happened in missed ?? [])
        {
            bus.TellHere(happened);
            metrics.CatchUp();
        }
    }
}

/// <summary>Wakes the sweeper of missed events: there may be something that was missed.</summary>
public sealed class SweepSignal : WakeSignal;
