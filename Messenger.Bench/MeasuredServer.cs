using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Messenger.Bench;

/// <summary>The messenger that is measured: a process started for it with a folder of its own, or one that runs already.</summary>
public sealed class MeasuredServer : IAsyncDisposable
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    readonly Options options;
    readonly string folder = Path.Combine(Path.GetTempPath(), $"messenger-bench-{Guid.NewGuid():N}");
    Process? process;

    MeasuredServer(Options options, Uri home) => (this.options, Home) = (options, home);

    public Uri Home { get; }

    /// <summary>Known only of a process of ours.</summary>
    public bool IsOurs => options.Url is null;

    /// <summary>Where one of ours keeps what it has, without PostgreSQL.</summary>
    public string SqliteFile => Path.Combine(folder, "messenger.db");

    public static async Task<MeasuredServer> OpenAsync(Options options)
    {
        var server = new MeasuredServer(options, new Uri(options.Url ?? $"http://127.0.0.1:{FreePort()}"));
        try
        {
            if (server.IsOurs)
            {
                await server.StartAsync();
            }

            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>From the start of the process to the whole of the first page.</summary>
    public async Task<TimeSpan> StartAsync()
    {
        Directory.CreateDirectory(folder);
        var program = Path.GetFullPath(options.Program);
        string[] command = options.IsPinned ? ["taskset", "-c", "0", "dotnet", program] : ["dotnet", program];
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_URLS"] = Home.ToString();
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["Messenger__DataPath"] = folder;
        start.Environment["Messenger__RateLimits"] = "off";
        start.Environment["ConnectionStrings__Postgres"] = options.Postgres ?? "";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        var watch = Stopwatch.StartNew();
        process = Process.Start(start)!;
        // What it warns of explains a figure.
        _ = process.StandardOutput.BaseStream.CopyToAsync(Console.OpenStandardError());

        using var http = new HttpClient { BaseAddress = Home };
        while (true)
        {
            try
            {
                await http.GetStringAsync("/account/login");
                return watch.Elapsed;
            }
            catch (HttpRequestException) when (watch.Elapsed < patience)
            {
                if (process.HasExited)
                {
                    throw new IOException($"{program} ended with {process.ExitCode} before it answered.");
                }

                await Task.Delay(2);
            }
        }
    }

    public async Task StopAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Resident memory in MB: all of it, and the part that is not mapped from files (which are shared and can be dropped).</summary>
    public (double All, double Own) Memory()
    {
        var lines = File.ReadAllLines($"/proc/{process!.Id}/status");
        return (Of("VmRSS:"), Of("RssAnon:") + Of("RssShmem:"));

        double Of(string name) => double.Parse(lines.First(line => line.StartsWith(name)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;
    }

    /// <summary>Processor time it has taken so far, where that is known.</summary>
    public TimeSpan ProcessorTime()
    {
        process?.Refresh();
        return process?.TotalProcessorTime ?? default;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await StopAsync();
            process.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }

    static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
