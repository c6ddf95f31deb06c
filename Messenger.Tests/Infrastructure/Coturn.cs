using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Messenger.Web;

namespace Messenger.Tests;

/// <summary>coturn as the file of the repository sets it, at loopback addresses; and its own client, which asks it to pass something on.</summary>
public sealed class Coturn : IDisposable
{
    public const string Secret = "known to coturn and to us";

    // From there up are those that are passed on.
    const int Room = 50;

    readonly string folder = Directory.CreateTempSubdirectory("coturn-").FullName;
    readonly string settings;
    Process process;

    Coturn(params string[] more)
    {
        var first = FreePort.Find();
        settings = Path.Combine(folder, "turnserver.conf");
        File.WriteAllLines(settings,
        [
            .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "../../../../coturn/turnserver.conf")).Where(line => !line.Contains("-port=")),
            $"static-auth-secret={Secret}", "realm=messenger.test", $"listening-port={Port}", $"min-port={first}", $"max-port={first + Room}",
            "listening-ip=127.0.0.1", "listening-ip=::1", "relay-ip=127.0.0.1", "relay-ip=::1", $"pidfile={folder}/pid",
            // Of itself it passes nothing on to its own machine, whatever is allowed.
            "allow-loopback-peers", "no-tls", "no-dtls", .. more,
        ]);
        process = Start();
    }

    public int Port { get; } = FreePort.Find();

    /// <summary>Returns when it listens.</summary>
    /// <param name="more">Lines of its file, such as allowed-peer-ip=127.0.0.1: two at this machine find each other through it.</param>
    public static async Task<Coturn> StartAsync(params string[] more)
    {
        var coturn = new Coturn(more);
        await coturn.ListensAsync();
        return coturn;
    }

    /// <summary>What goes through it is cut.</summary>
    public void Stop()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    public async Task StartAgainAsync()
    {
        process = Start();
        await ListensAsync();
    }

    /// <summary>How many of the packets that two send each other through it are lost; null when it does not let them in or pass them on.</summary>
    public async Task<string?> LostAsync(IceServerJson by) => await AskAsync(by, "Total lost packets (\\S+)", "-y", "-n", "5");

    /// <summary>Whether it would pass something on to an address: success, an error, or nothing at all.</summary>
    public async Task<string?> PassesOnAsync(IceServerJson by, string address)
    {
        string? said;
        // 437, RFC 8656 section 7.2: from this port somebody has asked already. That was one that is gone, or the same question once more, sent because the answer was slow.
        do
        {
            said = await AskAsync(by, "(success): 0x|error (\\d+)", ["-v", "-e", address, "-n", "1", .. address.Contains(':') ? new[] { "-x" } : []]);
        }
        while (said is "437");

        return said;
    }

    public void Dispose()
    {
        Stop();
        Directory.Delete(folder, true);
    }

    Process Start()
    {
        var started = Process.Start(new ProcessStartInfo("/usr/bin/turnserver", ["-c", settings]) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = folder })!;
        started.OutputDataReceived += (_, _) => { };
        started.ErrorDataReceived += (_, _) => { };
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return started;
    }

    // It opens one after the other, and who is refused by one does not ask again.
    async Task ListensAsync()
    {
        foreach (var address in new[] { IPAddress.Loopback, IPAddress.IPv6Loopback })
        {
            await Eventually.TrueAsync(() => AnswersAsync(address, SocketType.Stream, ProtocolType.Tcp));
            await Eventually.TrueAsync(() => AnswersAsync(address, SocketType.Dgram, ProtocolType.Udp));
        }
    }

    /// <summary>Whether it answers what everybody may ask: a binding (RFC 8489, section 5).</summary>
    async Task<bool> AnswersAsync(IPAddress address, SocketType type, ProtocolType protocol)
    {
        using var socket = new Socket(address.AddressFamily, type, protocol);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        // By UDP either may be lost: then it is asked again.
        patience.CancelAfter(TimeSpan.FromSeconds(1));
        try
        {
            await socket.ConnectAsync(address, Port, patience.Token);
            await socket.SendAsync((byte[])[0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42, .. RandomNumberGenerator.GetBytes(12)], patience.Token);
            return await socket.ReceiveAsync(new byte[100], patience.Token) > 0;
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>The first that it says which is like this.</summary>
    async Task<string?> AskAsync(IceServerJson by, string like, params string[] how)
    {
        var start = new ProcessStartInfo(
            "/usr/bin/turnutils_uclient", [.. how, "-m", "1", "-c", "-p", $"{Port}", "-u", by.Username!, "-w", by.Credential!, how.Contains("-x") ? "::1" : "127.0.0.1"])
        {
            RedirectStandardOutput = true,
        };
        using var client = Process.Start(start)!;
        try
        {
            while (await client.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                if (Regex.Match(line, like) is { Success: true } said)
                {
                    return said.Groups.Values.Skip(1).First(group => group.Success).Value;
                }
            }

            return null;
        }
        finally
        {
            client.Kill();
            await client.WaitForExitAsync(CancellationToken.None);
        }
    }
}
