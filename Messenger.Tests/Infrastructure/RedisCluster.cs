using System.Diagnostics;

namespace Messenger.Tests;

/// <summary>A Redis Cluster of three with a replica each, which keeps nothing. Whichever is killed comes back after some seconds, and none outlives the process that started them.</summary>
public sealed class RedisCluster : IAsyncLifetime
{
    // Time for the others to notice that one is dead and to put its replica in its place, before it is back.
    const string Script = """
        trap '' PIPE
        for port in "$@"; do
            mkdir "$port"
            (cd "$port" && while :; do
                redis-server --port "${port%:*}" --cluster-port "${port#*:}" --cluster-enabled yes --cluster-node-timeout 1000 --bind 127.0.0.1 --save '' --appendonly no --daemonize no </dev/null >log 2>&1
                sleep 5
            done) &
        done
        echo started
        read -r _
        trap '' TERM
        kill -s CONT 0
        kill -s TERM 0
        wait
        rm -rf "$PWD"
        """;

    static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    readonly int[] ports = [.. Enumerable.Range(0, 6).Select(_ => FreePort.Find())];
    Process? shell;
    string[] frozen = [];

    /// <summary>Of two: the others are found through them.</summary>
    public string Addresses => $"127.0.0.1:{ports[0]},127.0.0.1:{ports[1]}";

    public async ValueTask InitializeAsync()
    {
        // A session of its own, or Ctrl+C in the terminal would end the shell before it can tidy up.
        shell = Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", Script, "keeper", .. ports.Select(port => $"{port}:{FreePort.Find()}")])
        {
            WorkingDirectory = Directory.CreateTempSubdirectory("messenger-cluster-of-redis-").FullName, RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        await shell.StandardOutput.ReadLineAsync().WaitAsync(patience);
        await Eventually.TrueAsync(async () => (await AskAllAsync("ping")).All(answer => answer == "PONG"));
        await AskAsync(["--cluster", "create", .. ports.Select(port => $"127.0.0.1:{port}"), "--cluster-replicas", "1", "--cluster-yes"]);
        await WholeAsync();
    }

    /// <summary>The slot of a channel goes to another server; whoever listens there is told to go.</summary>
    public async Task MoveAsync(string channel)
    {
        var (slot, from) = (await AskAsync(ports[0], "cluster", "keyslot", channel), await OwnerAsync(channel));
        var to = (await PrimariesAsync()).First(port => port != from);
        var (source, target) = (await AskAsync(to: from, "cluster", "myid"), await AskAsync(to, "cluster", "myid"));
        await AskAsync(to, "cluster", "setslot", slot, "importing", source);
        await AskAsync(to: from, "cluster", "setslot", slot, "migrating", target);
        foreach (var port in new[] { to, from }.Union(await PrimariesAsync()))
        {
            await AskAsync(port, "cluster", "setslot", slot, "node", target);
        }

        await Eventually.TrueAsync(async () => await OwnerAsync(channel) == to && !(await ChannelsAsync(from)).Contains(channel));
    }

    /// <summary>At once; returns when its replica has its place.</summary>
    public async Task KillPrimaryAsync(string channel)
    {
        var port = await OwnerAsync(channel);
        await SignalAsync("KILL", ProcessIn(await AskAsync(port, "info", "server")));
        await Eventually.TrueAsync(async () => await OwnerAsync(channel) is var other && other > 0 && other != port);
    }

    /// <summary>All are there and each slot belongs to somebody.</summary>
    public Task WholeAsync() => Eventually.TrueAsync(async () =>
        (await AskAllAsync("cluster", "info")).All(answer => answer.Contains("cluster_state:ok")) && (await AskAllAsync("role")).Count(answer => answer.StartsWith("master")) == 3);

    /// <summary>Connections stay open and new ones are taken in, but nothing answers.</summary>
    public async Task FreezeAsync()
    {
        frozen = [.. (await AskAllAsync("info", "server")).Where(info => info.Contains("process_id:")).Select(ProcessIn)];
        await SignalAsync("STOP", frozen);
    }

    public async Task ThawAsync()
    {
        await SignalAsync("CONT", frozen);
        await WholeAsync();
    }

    /// <summary>Whoever listens has to come again.</summary>
    public Task CutListenersAsync() => AskAllAsync("client", "kill", "type", "pubsub");

    public async ValueTask DisposeAsync()
    {
        shell!.StandardInput.Close();
        await shell.WaitForExitAsync().WaitAsync(patience);
        shell.Dispose();
    }

    /// <summary>How many channels of events somebody listens to, at each of the three.</summary>
    public async Task<int[]> CountChannelsAsync() =>
        [.. (await Task.WhenAll((await PrimariesAsync()).Select(ChannelsAsync))).Select(names => names.Count(name => name.StartsWith("events:")))];

    static async Task<string[]> ChannelsAsync(int port) => (await AskAsync(port, "pubsub", "shardchannels")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    static Task<string> AskAsync(int to, params string[] command) => AskAsync(["-p", $"{to}", .. command]);

    static async Task<string> AskAsync(params string[] command)
    {
        using var asking = Process.Start(new ProcessStartInfo("redis-cli", command) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (answer, _) = (await asking.StandardOutput.ReadToEndAsync(), await asking.StandardError.ReadToEndAsync());
        await asking.WaitForExitAsync();
        return answer.TrimEnd();
    }

    static string ProcessIn(string info) => info.Split("process_id:")[1].Split('\r', '\n')[0];

    static async Task SignalAsync(string signal, params string[] processes)
    {
        using var kill = Process.Start("kill", ["-s", signal, .. processes]);
        await kill.WaitForExitAsync();
    }

    async Task<int[]> PrimariesAsync() => [.. (await AskAllAsync("role")).Index().Where(one => one.Item.StartsWith("master")).Select(one => ports[one.Index])];

    /// <summary>The port of who answers for a channel; 0 while that is nobody.</summary>
    async Task<int> OwnerAsync(string channel)
    {
        var answers = await AskAllAsync("cluster", "nodes");
        var slot = int.Parse((await AskAllAsync("cluster", "keyslot", channel)).First(answer => int.TryParse(answer, out _)));
        // id, address:port@port, flags, primary, two times, epoch, state, and slots: 5 or 7-10.
        return answers.Where(answer => answer.Contains("myself")).Select(answer => answer.Split('\n').Select(line => line.Split(' '))
            .Where(node => node[2].Contains("master") && !node[2].Contains("fail") && node[8..].Any(HasSlot))
            .Select(node => int.Parse(node[1].Split(':')[1].Split('@')[0])).SingleOrDefault()).FirstOrDefault(port => port > 0);

        bool HasSlot(string range) => !range.StartsWith('[') && int.Parse(range.Split('-')[0]) <= slot && slot <= int.Parse(range.Split('-')[^1]);
    }

    Task<string[]> AskAllAsync(params string[] command) => Task.WhenAll(ports.Select(port => AskAsync(port, command)));
}
