using System.Collections.Concurrent;
using System.Diagnostics;

namespace Messenger.Tests;

/// <summary>
/// The messenger of this build as a process of its own, with nothing but a folder to write to. It can be killed and started
/// again on the same port and data, and never outlives us.
/// </summary>
public sealed class BuiltMessenger(Database database) : IAsyncDisposable
{
    // Orders are names of signals. When none can come any more, because we ended in whatever way, the messenger is killed.
    const string Script = """
        exec 3<&0
        "$@" </dev/null 3<&- & messenger=$!
        echo $messenger
        (while read -r signal; do kill -s "$signal" $messenger; done <&3; kill -s KILL $messenger) >/dev/null 2>&1 & keeper=$!
        exec 3<&- 2>/dev/null
        wait $messenger; status=$?
        kill $keeper
        exit $status
        """;

    static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    readonly int port = FreePort.Find();
    readonly ConcurrentQueue<string> said = new();
    TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Process? shell;

    /// <summary>Beyond what it always needs, in the environment's form.</summary>
    public Dictionary<string, string?> Settings { get; init; } = [];

    public Uri Home => new($"http://127.0.0.1:{port}/");

    public int ProcessId { get; private set; }

    /// <summary>What it said so far, and its log.</summary>
    public IReadOnlyCollection<string> Said => said;

    /// <summary>What starts it, such as a shell that sets a limit before; by default nothing.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>Done while it takes requests; a new one from each end to the next start.</summary>
    public Task Ready => ready.Task.WaitAsync(patience);

    public async Task StartAsync()
    {
        // In a session of its own, or Ctrl+C in the terminal would end the shell before what it watches.
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Script, "keeper", .. Before, "dotnet", Path.Combine(AppContext.BaseDirectory, "Messenger.Web.dll")])
        {
            WorkingDirectory = database.Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (key, value) in Environment().Concat(Settings))
        {
            start.Environment[key] = value;
        }

        shell = Process.Start(start)!;
        shell.ErrorDataReceived += (_, line) => said.Enqueue($"{line.Data}");
        shell.BeginErrorReadLine();
        ProcessId = int.Parse(await LineAsync());
        await SaysAsync("Messenger is ready");
        _ = ListenAsync(shell.StandardOutput);
        ready.SetResult();
    }

    /// <summary>SIGKILL: it is not asked, and nothing is finished.</summary>
    public Task KillAsync() => EndAsync("KILL");

    /// <summary>SIGTERM: it is asked to end; answers how it did.</summary>
    public Task<int> TerminateAsync() => EndAsync("TERM");

    /// <summary>Never fails itself: that would hide what failed before, and may be why.</summary>
    public async ValueTask DisposeAsync()
    {
        if (shell is null)
        {
            return;
        }

        try
        {
            await KillAsync();
        }
        catch (Exception failure) when (failure is EndedByItself or TimeoutException)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(failure.Message);
        }
    }

    Dictionary<string, string?> Environment() => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ASPNETCORE_URLS"] = Home.ToString(),
        ["Messenger__DataPath"] = database.Folder,
        ["Messenger__RateLimits"] = "off",
        ["ConnectionStrings__Postgres"] = database.Postgres,
        ["Logging__LogLevel__Default"] = "Error",
        // Compiled for the minute that it lives, or two cores are busy with that alone. The delay is written in hexadecimals: 100 ms, as usual.
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_TC_CallCountingDelayMs"] = "64",
    };

    async Task SaysAsync(string beginning)
    {
        while (!(await LineAsync()).StartsWith(beginning, StringComparison.Ordinal))
        {
            // What else it has to say at its start is for its owner.
        }
    }

    async Task<string> LineAsync()
    {
        if (await shell!.StandardOutput.ReadLineAsync().WaitAsync(patience) is { } line)
        {
            said.Enqueue(line);
            return line;
        }

        using var ended = shell;
        shell = null;
        throw await EndedAsync(ended);
    }

    async Task ListenAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            said.Enqueue(line);
        }
    }

    async Task<int> EndAsync(string signal)
    {
        ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using var ending = shell!;
        shell = null;
        try
        {
            await ending.StandardInput.WriteLineAsync(signal);
            await ending.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // Nobody is left to read the order.
            throw await EndedAsync(ending);
        }

        await ending.WaitForExitAsync().WaitAsync(patience);
        return ending.ExitCode;
    }

    async Task<EndedByItself> EndedAsync(Process ended)
    {
        await ended.WaitForExitAsync().WaitAsync(patience);
        return new EndedByItself($"The messenger had ended by itself with {ended.ExitCode}, and had said:\n{string.Join('\n', said)}");
    }

    sealed class EndedByItself(string message) : Exception(message);
}
