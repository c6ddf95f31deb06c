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
    TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Process? shell;

    /// <summary>Beyond what it always needs, in the environment's form.</summary>
    public Dictionary<string, string?> Settings { get; init; } = [];

    public Uri Home => new($"http://127.0.0.1:{port}/");

    public int ProcessId { get; private set; }

    /// <summary>Done while it takes requests; a new one from each end to the next start.</summary>
    public Task Ready => ready.Task.WaitAsync(patience);

    public async Task StartAsync()
    {
        // In a session of its own, or Ctrl+C in the terminal would end the shell before what it watches.
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Script, "keeper", "dotnet", Path.Combine(AppContext.BaseDirectory, "Messenger.Web.dll")])
        {
            WorkingDirectory = database.Folder, RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        foreach (var (key, value) in Environment().Concat(Settings))
        {
            start.Environment[key] = value;
        }

        shell = Process.Start(start)!;
        ProcessId = int.Parse(await LineAsync());
        await SaysAsync("Messenger is ready");
        _ = shell.StandardOutput.ReadToEndAsync();
        ready.SetResult();
    }

    /// <summary>SIGKILL: it is not asked, and nothing is finished.</summary>
    public Task KillAsync() => EndAsync("KILL");

    /// <summary>SIGTERM: it is asked to end; answers how it did.</summary>
    public Task<int> TerminateAsync() => EndAsync("TERM");

    public async ValueTask DisposeAsync()
    {
        if (shell is not null)
        {
            await KillAsync();
        }
    }

    Dictionary<string, string?> Environment() => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ASPNETCORE_URLS"] = Home.ToString(),
        ["Messenger__DataPath"] = database.Folder,
        ["Messenger__RateLimits"] = "off",
        ["ConnectionStrings__Postgres"] = database.Postgres,
        ["Logging__LogLevel__Default"] = "None",
    };

    async Task SaysAsync(string beginning)
    {
        while (!(await LineAsync()).StartsWith(beginning, StringComparison.Ordinal))
        {
            // What else it has to say at its start is for its owner.
        }
    }

    async Task<string> LineAsync() => await shell!.StandardOutput.ReadLineAsync().WaitAsync(patience)
        ?? throw new InvalidOperationException("The messenger ended before it was ready.");

    async Task<int> EndAsync(string signal)
    {
        ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using var ending = shell!;
        shell = null;
        await ending.StandardInput.WriteLineAsync(signal);
        await ending.StandardInput.FlushAsync();
        await ending.WaitForExitAsync().WaitAsync(patience);
        return ending.ExitCode;
    }
}
