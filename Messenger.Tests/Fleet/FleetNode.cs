using Messenger.Domain;
using Messenger.Web;

namespace Messenger.Tests;

/// <summary>One of several messengers on one database, with a folder of its own, and a line of its own to Redis that can be cut.</summary>
public sealed class FleetNode(string postgres, CuttingProxy redis) : Server
{
    static int marks = 1_000_000_000;

    protected override IEnumerable<(string Key, string Value)> Settings =>
        [("ConnectionStrings:Redis", $"127.0.0.1:{redis.Port}")];

    protected override Task<Database> MakeDatabaseAsync() =>
        Task.FromResult(new Database("fleet", Directory.CreateTempSubdirectory("messenger-node-").FullName, postgres, Template: null));

    /// <summary>Done when everything that the other one tells from now on is heard here.</summary>
    public async Task HearsAsync(FleetNode other)
    {
        const int channels = 64;
        var events = await DoAsync((IEventBus bus) => Task.FromResult(bus.Subscribe()));
        var mark = Interlocked.Add(ref marks, channels);
        HashSet<int> heard = [];
        await Eventually.TrueAsync(async () =>
        {
            // For nobody, in the order of whom it is for.
            await other.ActAsync((IEventBus bus) =>
            {
                Enumerable.Range(0, channels).ToList().ForEach(k => bus.Publish(new ListChanged(new Delivery.Users([mark + k]))));
                return Task.CompletedTask;
            });
            while (events.TryRead(out var happened))
            {
                heard.UnionWith(happened is ListChanged { To: Delivery.Users { Ids: [var id] } } && id >= mark && id < mark + channels ? [id] : []);
            }

            return heard.Count == channels;
        });
    }

    public Task<Session> SessionAsync(int who) => DoAsync((Sessions sessions) => sessions.StartAsync(who, "Program", "127.0.0.1", SessionKind.Program));

    public async Task<Line> OpenAsync(int who, bool isV2 = false) => await OpenAsync(await SessionAsync(who), isV2);

    /// <summary>Open, and known to the node.</summary>
    public async Task<Line> OpenAsync(Session session, bool isV2 = false)
    {
        var token = await DoAsync((AccessTokens tokens) => Task.FromResult(tokens.Make(session)));
        var line = await Line.OpenAsync(Home, token, isV2);
        await Eventually.TrueAsync(() => DoAsync((RawSockets sockets) => Task.FromResult(sockets.All.Any(socket => socket.SessionId == session.Id))));
        return line;
    }

    public Task<MessageView> SaysAsync(int who, int chat, string text) => DoAsync((Messages messages) => messages.PostAsync(who, chat, text));

    public Task ActAsync<TVerbs>(Func<TVerbs, Task> verb)
        where TVerbs : notnull => DoAsync(async (TVerbs verbs) =>
        {
            await verb(verbs);
            return true;
        });

    /// <summary>Nothing passes between this node and Redis any more.</summary>
    public void Cut()
    {
        redis.Refuse = true;
        redis.CutAll();
    }

    public void Mend() => redis.Refuse = false;
}
