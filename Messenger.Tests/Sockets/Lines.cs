using Messenger.Domain;
using Messenger.Web;

namespace Messenger.Tests;

/// <summary>A server where programs of Ann, Bob and Eve open sockets. Ann and Bob talk; Eve is outside.</summary>
public class Lines : Server, IAsyncLifetime
{
    readonly Dictionary<string, int> ids = [];
    int marks = 1_000_000;

    public int Ann => ids["ann"];

    public int Bob => ids["bob"];

    public int Eve => ids["eve"];

    /// <summary>As the server knows them.</summary>
    public RawSockets Sockets { get; private set; } = null!;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        Sockets = await DoAsync((RawSockets sockets) => Task.FromResult(sockets));
        foreach (var name in new[] { "ann", "bob", "eve" })
        {
            ids[name] = await PersonAsync(name);
        }
    }

    public async Task<int> PersonAsync(string name) =>
        (await DoAsync((Accounts accounts) => accounts.RegisterAsync(name, $"{name}@example.org", Password, null, new Preferences()))).Id;

    public Task<Session> SessionAsync(int who) => DoAsync((Sessions sessions) => sessions.StartAsync(who, "Program", "127.0.0.1", SessionKind.Program));

    public async Task<string> TokenAsync(int who) => await TokenAsync(await SessionAsync(who));

    public Task<string> TokenAsync(Session session) => DoAsync((AccessTokens tokens) => Task.FromResult(tokens.Make(session)));

    /// <summary>Open, and known to the server before that.</summary>
    public async Task<Line> OpenAsync(int who, bool isV2 = false) => await Line.OpenAsync(Home, await TokenAsync(who), isV2);

    /// <summary>A group that Ann owns and Bob is in.</summary>
    public Task<int> GroupAsync(params int[] others) => DoAsync((Chats chats) => chats.GroupAsync(Ann, "Hikers", [Bob, .. others]));

    public Task<int> DirectAsync() => DoAsync((Chats chats) => chats.DirectAsync(Ann, Bob));

    public Task<MessageView> SaysAsync(int who, int chat, string text) => DoAsync((Messages messages) => messages.PostAsync(who, chat, text));

    public Task ActAsync<TVerbs>(Func<TVerbs, Task> verb)
        where TVerbs : notnull => DoAsync(async (TVerbs verbs) =>
        {
            await verb(verbs);
            return true;
        });

    /// <summary>Whoever hears this has heard everything that was told before it.</summary>
    public async Task MarkAsync(params Line[] lines)
    {
        var mark = Interlocked.Increment(ref marks);
        await ActAsync((IEventBus bus) =>
        {
            bus.Publish(new PresenceChanged(new Delivery.Users([.. ids.Values]), mark, Presence.Online));
            return Task.CompletedTask;
        });
        foreach (var line in lines)
        {
            await line.HearsAsync("user_status", data => data.GetProperty("user_id").GetInt32() == mark);
        }
    }
}
