using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Messenger.Tests;

/// <summary>What whoever watches reads at /metrics, and what is watched for.</summary>
public sealed partial class ToldFigures(Watched watched) : IClassFixture<Watched>
{
    // What there is with the other database only, where another run of this looks for it.
    static readonly string[] elsewhere = Databases.OnPostgres ? ["messenger_sqlite_"] : ["messenger_fleet_", "messenger_redis_", "db_client_"];

    [Fact]
    public async Task Are_at_an_address_of_their_own_in_the_text_of_Prometheus_and_of_nobody()
    {
        var lines = await watched.LinesAsync(line => line.StartsWith("messenger_events_total{kind=\"MessagePosted\"} 1"), line => IsSend(line) && line.EndsWith(" 1"));

        // Comments, or a name with labels and a number.
        Assert.All(lines, line => Assert.Matches(@"^(# (HELP|TYPE) [a-z0-9_]+ .*|[a-z0-9_]+(\{([a-z]+=""[^""\\]*"",?)+\})? (-?[0-9.]+(E[-+][0-9]+)?|NaN))$", line));
        Assert.Contains("""messenger_send_duration_seconds_count{outcome="committed"} 1""", lines);
        Assert.Contains("""messenger_lines_open{kind="socket"} 1""", lines);
        var text = string.Join('\n', lines);
        Assert.DoesNotContain("annabel", text);
        Assert.DoesNotContain($"/chats/{watched.Chat}", text);
        Assert.DoesNotContain("127.0.0.1", text);
    }

    [Fact]
    public async Task Are_nowhere_else()
    {
        using var http = new HttpClient { BaseAddress = watched.Messenger.Home };

        using var there = await http.GetAsync("/metrics", TestContext.Current.CancellationToken);
        // By the name of the other address, which anybody may send.
        using var pretended = await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { Host = watched.Figures.Authority } }, TestContext.Current.CancellationToken);
        using var page = await http.GetAsync(new Uri(watched.Figures, "/account/login"), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound), (there.StatusCode, pretended.StatusCode, page.StatusCode));
        Assert.DoesNotContain(watched.Messenger.Said, said => said.Contains($":{watched.Figures.Port}"));
    }

    /// <summary>What is for a collector costs nothing where there is none.</summary>
    [Fact]
    public void Are_told_without_OpenTelemetry() => Assert.DoesNotContain("OpenTelemetry", File.ReadAllText($"/proc/{watched.Messenger.ProcessId}/maps"));

    [Fact]
    public async Task Have_how_the_database_was_written_to_and_what_Redis_says_of_itself()
    {
        Func<string, bool>[] wanted = Databases.OnPostgres
            ? [Says("messenger_fleet_up", 1), Says("messenger_redis_memory_bytes", 1000), Says("messenger_redis_memory_limit_bytes", 0), Says("""messenger_redis_lookups_total{outcome="hit"}""", 0)]
            : [Says("messenger_sqlite_batch_count", 1), Says("messenger_sqlite_commit_seconds_count", 1), Says("""messenger_sqlite_wait_seconds_count{kind="send"}""", 1),
               Says("""messenger_sqlite_wait_seconds_count{kind="other"}""", 1)];

        await watched.LinesAsync(wanted);
    }

    /// <summary>A panel or an alert on what is not there would stay empty, or silent, for ever.</summary>
    [Theory]
    [InlineData("ops/grafana.json")]
    [InlineData("ops/alerts.yml")]
    public async Task Have_every_name_that_is_watched(string file)
    {
        var told = Name().Matches(string.Join('\n', await watched.LinesAsync())).Select(one => one.Groups[1].Value).ToHashSet();
        var asked = Asked().Matches(await File.ReadAllTextAsync(Path.Combine(EveryText.Root, file), TestContext.Current.CancellationToken)).Select(one => one.Value).Distinct().ToList();

        Assert.True(asked.Count >= 5, $"{file} asks for {string.Join(", ", asked)}");
        var here = asked.Where(name => !elsewhere.Any(name.StartsWith));
        Assert.All(here, name => Assert.True(told.Contains(name) || told.Contains(Regex.Replace(name, "_(bucket|count|sum)$", "")), name));
    }

    static Func<string, bool> Says(string name, double least) => line => line.StartsWith($"{name} ") && double.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture) >= least;

    // By the template of the address.
    static bool IsSend(string line) => line.StartsWith("http_server_request_duration_seconds_count{")
        && new[] { "method=\"POST\"", "status=\"2xx\"", "api/chats/{id:int}/messages\"" }.All(line.Contains);

    [GeneratedRegex("^# TYPE ([a-z0-9_]+) ", RegexOptions.Multiline)]
    private static partial Regex Name();

    [GeneratedRegex("(?<![a-z_/:])(?:http_server|kestrel|messenger|dotnet|db_client|signalr)_[a-z_]+")]
    private static partial Regex Asked();
}
