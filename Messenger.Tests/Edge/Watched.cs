namespace Messenger.Tests;

/// <summary>A messenger with an address for figures, where Ann has said something; on PostgreSQL with a Redis. Share it with IClassFixture.</summary>
public sealed class Watched : IAsyncLifetime
{
    readonly RedisServer? redis = Databases.OnPostgres ? new() : null;
    Database? database;
    BuiltMessenger? messenger;
    Line? line;

    public BuiltMessenger Messenger => messenger!;

    public Uri Figures { get; } = new($"http://127.0.0.1:{FreePort.Find()}/");

    public int Chat { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await (redis?.InitializeAsync() ?? ValueTask.CompletedTask);
        database = await Databases.BareAsync();
        messenger = new BuiltMessenger(database) { Settings = { ["Metrics__Url"] = Figures.AbsoluteUri, ["ConnectionStrings__Redis"] = redis?.Address } };
        await messenger.StartAsync();
        await TalkAsync();
    }

    /// <summary>What is told, once there are such lines: something may be counted a moment after its answer.</summary>
    public async Task<string[]> LinesAsync(params Func<string, bool>[] wanted)
    {
        using var http = new HttpClient { BaseAddress = Figures };
        string[] lines = [];
        await Eventually.TrueAsync(async () =>
        {
            lines = (await http.GetStringAsync("/metrics", TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return wanted.All(lines.Any);
        }, () => string.Join('\n', lines));
        return lines;
    }

    public async ValueTask DisposeAsync()
    {
        // What was not made has failed already, and is not to be hidden.
        await (line?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (messenger?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (redis?.DisposeAsync() ?? ValueTask.CompletedTask);
        if (database is not null)
        {
            Databases.GiveBack(database);
        }
    }

    // In a group of hers, and with a socket that hears it.
    async Task TalkAsync()
    {
        var ann = new Caller(Messenger.Home, await Manual.OfAsync(Messenger.Home)) { Username = "annabel" };
        (await ann.PostAsync("/api/auth/register", new { email = ann.Email(), username = ann.Username, password = Server.Password })).Is(201);
        ann = await ann.LogInAsync();
        line = await Line.OpenAsync(Messenger.Home, ann.Token!, isV2: true);
        Chat = await ann.GroupAsync();
        await ann.SayAsync(Chat, "Hello");
        await line.HearsAsync("new_message");
    }
}
