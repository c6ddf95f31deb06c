using System.Diagnostics;

namespace Messenger.Tests;

/// <summary>A real Redis of our own, which keeps nothing. It can be killed and frozen, and never outlives the process that started it.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    // An order that is not known here is the name of a signal. When none can come any more, because we ended in whatever way, it is killed.
    const string Script = """
        trap '' PIPE
        redis=
        start() {
            redis-server --port "$1" --bind 127.0.0.1 --save '' --appendonly no --daemonize no </dev/null >>log 2>&1 &
            redis=$!
            until [ "$(redis-cli -h 127.0.0.1 -p "$1" ping 2>/dev/null)" = PONG ]; do
                kill -s 0 $redis || return
                sleep 0.05
            done
        }
        end() {
            [ "$redis" ] || return 0
            kill -s KILL $redis
            wait $redis
            redis=
        }
        while read -r order; do
            case $order in
                start) start "$1" && echo done || echo failed ;;
                kill) end; echo done ;;
                *) kill -s "$order" $redis; echo done ;;
            esac
        done 2>>log
        end 2>>log
        rm -rf "$PWD"
        """;

    static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    readonly string folder = Directory.CreateTempSubdirectory("messenger-redis-").FullName;
    Process? shell;

    public int Port { get; } = FreePort.Find();

    public string Address => $"127.0.0.1:{Port}";

    public async ValueTask InitializeAsync()
    {
        // A session of its own, or Ctrl+C in the terminal would end the shell before it can tidy up.
        shell = Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", Script, "keeper", $"{Port}"])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        await StartAgainAsync();
    }

    /// <summary>At once, and with all it knew.</summary>
    public Task KillAsync() => OrderAsync("kill");

    public Task StartAgainAsync() => OrderAsync("start");

    /// <summary>Connections stay open and new ones are taken in, but nothing answers.</summary>
    public Task FreezeAsync() => OrderAsync("STOP");

    public Task ThawAsync() => OrderAsync("CONT");

    /// <summary>What an operator would ask by hand.</summary>
    public async Task<string> AskAsync(params string[] command)
    {
        using var asking = Process.Start(new ProcessStartInfo("redis-cli", ["-h", "127.0.0.1", "-p", $"{Port}", .. command]) { RedirectStandardOutput = true })!;
        var answer = await asking.StandardOutput.ReadToEndAsync();
        await asking.WaitForExitAsync();
        return answer.TrimEnd();
    }

    public async ValueTask DisposeAsync()
    {
        shell!.StandardInput.Close();
        await shell.WaitForExitAsync().WaitAsync(patience);
        shell.Dispose();
    }

    async Task OrderAsync(string order)
    {
        await shell!.StandardInput.WriteLineAsync(order);
        await shell.StandardInput.FlushAsync();
        if (await shell.StandardOutput.ReadLineAsync().WaitAsync(patience) != "done")
        {
            throw new InvalidOperationException($"Redis did not obey '{order}':\n{await File.ReadAllTextAsync(Path.Combine(folder, "log"))}");
        }
    }
}
