namespace Messenger.Tests;

/// <summary>Two nodes as processes of their own, on one PostgreSQL and one folder, behind Caddy.</summary>
public sealed class TwoNodes : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("messenger-nodes-").FullName;
    PostgresServer? postgres;
    Caddy? caddy;

    public IReadOnlyList<BuiltMessenger> Nodes { get; private set; } = [];

    public PostgresServer Postgres => postgres!;

    public Caddy Caddy => caddy!;

    public Uri Home => Caddy.Home;

    public async ValueTask InitializeAsync()
    {
        postgres = await PostgresServer.StartAsync(isDurable: false);
        await postgres.CreateDatabaseAsync("messenger");
        var database = new Database("messenger", folder, postgres.ConnectionString("messenger"), Template: null);
        Nodes = [.. Enumerable.Range(0, 2).Select(_ => new BuiltMessenger(database) { Settings = { ["Messenger__TrustedProxies"] = "127.0.0.1" } })];
        foreach (var node in Nodes)
        {
            await node.StartAsync();
        }

        caddy = await Caddy.StartAsync(Nodes.Select(node => node.Home));
    }

    /// <summary>Whether a node answers that it is ready; false when it does not answer.</summary>
    public static async Task<bool> IsReadyAsync(Uri home)
    {
        using var http = new HttpClient { BaseAddress = home };
        try
        {
            using var answer = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        caddy?.Dispose();
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }

        await (postgres?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(folder, true);
    }
}
