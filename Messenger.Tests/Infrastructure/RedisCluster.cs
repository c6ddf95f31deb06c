using System.Diagnostics;

namespace Messenger.Tests;

/// <summary>A Redis Cluster of three, which keeps nothing and never outlives the process that started it.</summary>
public sealed class RedisCluster : IAsyncLifetime
{
    const string Script = """
        trap '' PIPE
        for port in "$@"; do
            mkdir "$port"
            (cd "$port" && exec redis-server --port "${port%:*}" --cluster-port "${port#*:}" --cluster-enabled yes --bind 127.0.0.1 --save '' --appendonly no --daemonize no </dev/null >log 2>&1) &
            all="$all $!"
        done
        echo started
        read -r _
        kill -s KILL $all
        wait
        rm -rf "$PWD"
        """;

    static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    readonly int[] ports = [FreePort.Find(), FreePort.Find(), FreePort.Find()];
    Process? shell;

    /// <summary>Of two: the third is found through them.</summary>
    public string Addresses => $"127.0.0.1:{ports[0]},127.0.0.1:{ports[1]}";

    public async ValueTask InitializeAsync()
    {
        // A session of its own, or Ctrl+C in the terminal would end the shell before it can tidy up.
        shell = Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", Script, "keeper", .. ports.Select(port => $"{port}:{FreePort.Find()}")])
        {
            WorkingDirectory = Directory.CreateTempSubdirectory("messenger-cluster-of-redis-").FullName, RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        await shell.StandardOutput.ReadLineAsync().WaitAsync(patience);
        await Eventually.TrueAsync(async () => (await Task.WhenAll(ports.Select(port => AskAsync("-p", $"{port}", "ping")))).All(answer => answer == "PONG"));
        await AskAsync(["--cluster", "create", .. ports.Select(port => $"127.0.0.1:{port}"), "--cluster-yes"]);
        await Eventually.TrueAsync(async () => (await Task.WhenAll(ports.Select(port => AskAsync("-p", $"{port}", "cluster", "info")))).All(answer => answer.Contains("cluster_state:ok")));
    }

    /// <summary>The slot of a channel goes to another server; whoever listens there is told to go.</summary>
    public async Task MoveAsync(string channel)
    {
        var slot = await AskAsync("-p", $"{ports[0]}", "cluster", "keyslot", channel);
        var from = (await Task.WhenAll(ports.Select(async port => (Port: port, Owns: (await ChannelsAsync(port)).Contains(channel))))).Single(one => one.Owns).Port;
        var to = ports.First(port => port != from);
        var (source, target) = (await AskAsync("-p", $"{from}", "cluster", "myid"), await AskAsync("-p", $"{to}", "cluster", "myid"));
        await AskAsync("-p", $"{to}", "cluster", "setslot", slot, "importing", source);
        await AskAsync("-p", $"{from}", "cluster", "setslot", slot, "migrating", target);
        foreach (var port in new[] { to, from }.Union(ports))
        {
            await AskAsync("-p", $"{port}", "cluster", "setslot", slot, "node", target);
        }

        await Eventually.TrueAsync(async () => !(await ChannelsAsync(from)).Contains(channel));
    }

    public async ValueTask DisposeAsync()
    {
        shell!.StandardInput.Close();
        await shell.WaitForExitAsync().WaitAsync(patience);
        shell.Dispose();
    }

    /// <summary>How many channels of events somebody listens to, at each of the three.</summary>
    public async Task<int[]> CountChannelsAsync() => [.. (await Task.WhenAll(ports.Select(ChannelsAsync))).Select(names => names.Count(name => name.StartsWith("events:")))];

    static async Task<string[]> ChannelsAsync(int port) => (await AskAsync("-p", $"{port}", "pubsub", "shardchannels")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    static async Task<string> AskAsync(params string[] command)
    {
        using var asking = Process.Start(new ProcessStartInfo("redis-cli", command) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (answer, _) = (await asking.StandardOutput.ReadToEndAsync(), await asking.StandardError.ReadToEndAsync());
        await asking.WaitForExitAsync();
        return answer.TrimEnd();
    }
}
