namespace Messenger.Tests;

/// <summary>A messenger with an address for figures, and a socket that is open to it.</summary>
sealed class Watched : IAsyncDisposable
{
    readonly Database database;
    Line? line;

    Watched(Database database)
    {
        this.database = database;
        Messenger = new BuiltMessenger(database) { Settings = { ["Metrics__Url"] = Figures.AbsoluteUri } };
    }

    public BuiltMessenger Messenger { get; }

    public Uri Figures { get; } = new($"http://127.0.0.1:{FreePort.Find()}/");

    public static async Task<Watched> StartAsync()
    {
        var watched = new Watched(await Databases.BareAsync());
        await watched.Messenger.StartAsync();
        return watched;
    }

    /// <summary>Ann says something in a group of hers, and listens.</summary>
    public async Task<(Caller Ann, int Chat)> TalkAsync()
    {
        var ann = new Caller(Messenger.Home, await Manual.OfAsync(Messenger.Home)) { Username = "annabel" };
        (await ann.PostAsync("/api/auth/register", new { email = ann.Email(), username = ann.Username, password = Server.Password })).Is(201);
        ann = await ann.LogInAsync();
        line = await Line.OpenAsync(Messenger.Home, ann.Token!, isV2: true);
        var chat = await ann.GroupAsync();
        await ann.SayAsync(chat, "Hello");
        await line.HearsAsync("new_message");
        return (ann, chat);
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
        await (line?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Messenger.DisposeAsync();
        Databases.GiveBack(database);
    }
}
