using System.Collections.Concurrent;
using System.Diagnostics;

namespace Messenger.Tests;

/// <summary>Caddy as the file of the repository sets it, at a free port, with certificates and all else it keeps in a folder of its own.</summary>
public sealed class Caddy : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("caddy-").FullName;
    readonly ConcurrentQueue<string> log = new();
    readonly int admin = FreePort.Find(), http = FreePort.Find();
    readonly string settings, nodes;
    Process? process;

    Caddy(string scheme, IEnumerable<Uri> nodes)
    {
        Home = new Uri($"{scheme}://{(scheme == "https" ? "localhost" : "127.0.0.1")}:{FreePort.Find()}/");
        this.nodes = string.Join(' ', nodes.Select(node => node.Authority));
        settings = Path.Combine(folder, "Caddyfile");
        // For this machine only, whatever is open on it meanwhile.
        File.WriteAllText(settings, File.ReadAllText(Path.Combine(EveryText.Root, "Caddyfile")).Replace("{$SITE:localhost} {\n", "{$SITE:localhost} {\n\tbind 127.0.0.1\n"));
    }

    public Uri Home { get; }

    /// <summary>What it has logged so far.</summary>
    public IReadOnlyCollection<string> Log => log;

    /// <summary>Returns when it passes on what is asked for.</summary>
    public static Task<Caddy> StartAsync(params IEnumerable<Uri> nodes) => StartAsync("http", nodes);

    /// <summary>With a certificate that it made itself.</summary>
    public static Task<Caddy> StartWithTlsAsync(params IEnumerable<Uri> nodes) => StartAsync("https", nodes);

    /// <summary>Asks without looking at certificates.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } }) { BaseAddress = Home };

    /// <summary>As an operator does who has changed the file; returns when it is as the file says.</summary>
    public async Task ReloadAsync()
    {
        using var reloading = Start("reload", "--force", "--address", $"127.0.0.1:{admin}");
        await reloading.WaitForExitAsync();
        Assert.True(reloading.ExitCode == 0, string.Join('\n', log));
    }

    public async Task KillAsync()
    {
        using (process)
        {
            process!.Kill();
            await process.WaitForExitAsync();
        }

        process = null;
    }

    /// <summary>Returns when it passes on what is asked for.</summary>
    public async Task StartAgainAsync()
    {
        process = Start("run");
        using var client = Client();
        await Eventually.TrueAsync(() => AnswersAsync(client), () => string.Join('\n', log));
    }

    public void Dispose()
    {
        process?.Kill();
        process?.WaitForExit();
        process?.Dispose();
        Directory.Delete(folder, true);
    }

    Process Start(params string[] order)
    {
        var started = Process.Start(new ProcessStartInfo("/usr/bin/caddy", [.. order, "--config", settings, "--adapter", "caddyfile"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
            Environment =
            {
                ["HOME"] = folder, ["XDG_DATA_HOME"] = folder, ["XDG_CONFIG_HOME"] = folder, ["ADMIN"] = $"127.0.0.1:{admin}", ["HTTP_PORT"] = $"{http}",
                ["SITE"] = Home.AbsoluteUri.TrimEnd('/'), ["MESSENGER"] = nodes,
            },
        })!;
        started.ErrorDataReceived += (_, line) => log.Enqueue($"{line.Data}");
        started.BeginErrorReadLine();
        started.BeginOutputReadLine();
        return started;
    }

    static async Task<Caddy> StartAsync(string scheme, IEnumerable<Uri> nodes)
    {
        var caddy = new Caddy(scheme, nodes);
        try
        {
            await caddy.StartAgainAsync();
            return caddy;
        }
        catch
        {
            caddy.Dispose();
            throw;
        }
    }

    static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync("/health/live", TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
