using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Messenger.Tests;

/// <summary><c>./run --fleet</c>, after it has built: three nodes to try out, with all that they need.</summary>
[RunsOnce]
public sealed class StartingAFleet
{
    // It is asked to end when we say so, or are gone ourselves.
    const string Script = """
        "$@" </dev/null & fleet=$!
        read -r _
        kill -s TERM $fleet
        wait $fleet
        """;

    [Fact]
    public async Task Says_one_address_and_leaves_nothing_behind()
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", Script, "keeper", Path.Combine(EveryText.Root, "ops", "fleet")])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
            Environment = { ["MESSENGER_APP"] = Path.Combine(AppContext.BaseDirectory, "Messenger.Web.dll"), ["DOTNET_TieredPGO"] = "0" },
        })!;
        var said = Regex.Match(await shell.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? "", "^Messenger is ready: (?<home>\\S+) \\(nodes: (?<nodes>[^;]+); logs: (?<logs>[^)]+)\\)$");
        Assert.True(said.Success);
        string[] nodes = said.Groups["nodes"].Value.Split(' ');
        using (var http = new HttpClient { BaseAddress = new Uri(said.Groups["home"].Value) })
        {
            Assert.Equal(3, nodes.Length);
            Assert.Contains("<form", await http.GetStringAsync("/account/login", TestContext.Current.CancellationToken));
        }

        await shell.StandardInput.WriteLineAsync("end".AsMemory(), TestContext.Current.CancellationToken);
        await shell.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.False(Directory.Exists(said.Groups["logs"].Value));
        foreach (var node in nodes)
        {
            Assert.False(await TwoNodes.IsReadyAsync(new Uri($"http://{node}/")));
        }
    }
}
