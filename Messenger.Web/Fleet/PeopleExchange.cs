using System.Threading.Channels;

namespace Messenger.Web;

/// <summary>
/// Says to other nodes who is here, once a second what is new and now and then all of it; and tells here what no node has told: those who were at
/// one that died have gone without a word.
/// </summary>
[PerProcess("Nothing: each node compares what it was told with what it told.")]
sealed class PeopleExchange : PeriodicWorker
{
    const int ChunkSize = 5000;

    // Who told it has told it by then.
    static readonly TimeSpan patience = TimeSpan.FromSeconds(4);

    readonly RedisPresence presence;
    readonly RedisLine line;
    readonly RedisBus bus;
    readonly IServiceScopeFactory scopes;
    readonly ChannelReader<Event> events;
    readonly Dictionary<int, DateTimeOffset> untold = [];
    volatile bool isAsked = true;
    DateTimeOffset saidAt;

    public PeopleExchange(RedisPresence presence, RedisLine line, RedisBus bus, IServiceScopeFactory scopes, TimeProvider time, ILogger<PeopleExchange> log)
        : base(TimeSpan.FromSeconds(1), time, log)
    {
        (this.presence, this.line, this.bus, this.scopes) = (presence, line, bus, scopes);
        events = bus.Subscribe();
        presence.Asked += () => isAsked = true;
        line.CameUp += () =>
        {
            isAsked = true;
            line.Post(0, new NodeMessage(NodeMessage.Newest, line.Node) { Asks = true });
        };
    }

    protected override async Task LookAsync(CancellationToken stop)
    {
        while (events.TryRead(out var happened))
        {
            if (happened is PresenceChanged change)
            {
                presence.HasHeard(change);
            }
        }

        var looking = presence.TakeLooking();
        var moved = presence.TakeMoved();
        if (isAsked || Time.GetUtcNow() - saidAt > NodePeople.Life / 3)
        {
            (isAsked, saidAt) = (false, Time.GetUtcNow());
            moved = SayAll(looking);
        }
        else if (looking.Count > 0)
        {
            Say(new PeopleHere(IsAll: false, [], [], [], looking));
        }

        foreach (var some in moved.Chunk(ChunkSize / 10))
        {
            await Task.WhenAll(some.Select(KeepAsync));
        }

        await TellUntoldAsync();
    }

    IReadOnlyCollection<int> SayAll(IReadOnlyDictionary<int, IReadOnlyList<int>> looking)
    {
        var all = presence.Here.ToList();
        var isFirst = true;
        foreach (var some in all.Chunk(ChunkSize).DefaultIfEmpty([]))
        {
            Say(new PeopleHere(isFirst, [.. Are(some, Presence.Online)], [.. Are(some, Presence.Away)], [], isFirst ? looking : new Dictionary<int, IReadOnlyList<int>>()));
            isFirst = false;
        }

        return all.ConvertAll(one => one.UserId);

        static IEnumerable<int> Are(IEnumerable<(int UserId, Presence Presence)> people, Presence presence) => people.Where(one => one.Presence == presence).Select(one => one.UserId);
    }

    void Say(PeopleHere people) => line.Post(0, new NodeMessage(NodeMessage.Newest, line.Node) { Here = people, Name = people.IsAll ? Node.Name : null });

    // For programs beside us; we do not read it.
    Task KeepAsync(int userId) => line.KeepAsync(
        $"user_status:{userId}", presence.Get(userId) is var now && now is Presence.Offline ? null : Contract.Presence(now), NodePeople.Life);

    async Task TellUntoldAsync()
    {
        var now = Time.GetUtcNow();
        var differ = presence.Untold();
        foreach (var told in untold.Keys.Except(differ).ToList())
        {
            untold.Remove(told);
        }

        foreach (var userId in differ.Where(id => !untold.TryAdd(id, now) && now - untold[id] > patience))
        {
            var acquaintances = await scopes.WithAsync((People people) => people.WatchersAsync(userId));
            var change = new PresenceChanged(new Delivery.Users(acquaintances), userId, presence.Get(userId));
            presence.HasHeard(change);
            bus.TellHere(change);
        }
    }
}
