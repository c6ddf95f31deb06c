using System.Net;
using System.Text.Json;
using Messenger.Domain;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Messenger.Tests;

/// <summary>What the log says of pages that fail, of statements that are slow and of sockets, for people and for programs.</summary>
[RunsOnce]
public sealed class ToldLogs(ToldLogs.Heard server) : IClassFixture<ToldLogs.Heard>
{
    public sealed class Heard : Server
    {
        public LogCapture Told { get; } = new();

        protected override IEnumerable<(string Key, string Value)> Settings => [("Messenger:RateLimits", "on")];

        protected override void Log(ILoggingBuilder log) => log.ClearProviders().Services.AddSingleton<ILoggerProvider>(Told);
    }

    [Fact]
    public async Task Name_a_statement_that_takes_long_and_not_what_was_asked_for()
    {
        // Each takes longer than what is slow.
        var statement = Databases.OnPostgres
            ? "SELECT $1 AS held FROM pg_sleep(0.3)"
            : "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT 5000000) SELECT $1 AS held FROM numbers WHERE n = 5000000";

        var rows = await server.DoAsync((ILookups lookups) => lookups.AllAloneAsync(statement, row => row.GetString(0), "what Ann wrote"));

        Assert.Equal(["what Ann wrote"], rows);
        var said = Assert.Single(server.Told.Lines, line => line.Text.Contains("AS held"));
        Assert.Equal(LogLevel.Warning, said.Level);
        Assert.Matches("A statement took [0-9]{3,} ms: ", said.Text);
        Assert.DoesNotContain("what Ann wrote", said.Text);
    }

    [Fact]
    public async Task Have_what_failed_on_a_page_cut_to_2_KB_in_one_line_and_not_too_often()
    {
        using var ann = await server.RegisterAsync("ann");
        var token = await TokenAsync(ann);
        List<HttpStatusCode> statuses = [];
        for (var i = 0; i < 20; i++)
        {
            using var answer = await ann.SendAsync(Failure($"TypeError: {i}\r\nnext line {new string('x', 5000)}", token));
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal(Enumerable.Repeat(HttpStatusCode.NoContent, 10), statuses.Take(10));
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        var said = server.Told.Lines.Where(line => line.Text.Contains("A page of ") && line.Text.Contains("TypeError: 3")).Select(line => line.Text).First();
        Assert.DoesNotContain('\n', said);
        Assert.InRange(said.Count(letter => letter == 'x'), 1000, 2 * 2048);
    }

    [Fact]
    public async Task Take_nothing_from_pages_of_others_or_from_strangers()
    {
        using var bob = await server.RegisterAsync("bob");
        using var stranger = server.OpenBrowser();

        using var foreign = await bob.SendAsync(Failure("forged", "made up"));
        using var nobody = await stranger.SendAsync(Failure("forged", "made up"));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized), (foreign.StatusCode, nobody.StatusCode));
        Assert.DoesNotContain(server.Told.Lines, line => line.Text.Contains("forged"));
    }

    [Fact]
    public async Task Are_lines_of_JSON_where_that_is_set_with_node_request_and_session()
    {
        var database = await Databases.BareAsync();
        await using (var messenger = new BuiltMessenger(database) { Settings = { ["Messenger__LogFormat"] = "json", ["Logging__LogLevel__Default"] = "Information" } })
        {
            await messenger.StartAsync();
            var ann = new Caller(messenger.Home, await Manual.OfAsync(messenger.Home)) { Username = "ann" };
            (await ann.PostAsync("/api/auth/register", new { email = ann.Email(), username = "ann", password = Server.Password })).Is(201);
            ann = await ann.LogInAsync();
            await using (var line = await Line.OpenAsync(messenger.Home, ann.Token!))
            {
                await line.SayAsync(new { type = "ping" });
                await line.HearsAsync("pong");
            }

            using var browser = new Browser(messenger.Home, "en");
            await browser.OpenAsync("/account/login");
            await browser.SubmitAsync("/account/login", ("email", "ann"), ("password", Server.Password));
            using var answer = await browser.SendAsync(Failure("TypeError: odd", await TokenAsync(browser)));

            var ended = await FindAsync(messenger, "ended");
            Assert.Equal(("Information", "left"), (ended.GetProperty("level").GetString(), ended.GetProperty("values").GetProperty("reason").GetString()));
            Assert.NotEmpty(ended.GetProperty("node").GetString()!);
            var failed = await FindAsync(messenger, "TypeError");
            Assert.NotEmpty(failed.GetProperty("requestId").GetString()!);
            Assert.True(Guid.TryParse(failed.GetProperty("session").GetString(), out _));
        }

        Databases.GiveBack(database);
    }

    static HttpRequestMessage Failure(string what, string token) => new(HttpMethod.Post, "/log") { Content = new StringContent(what), Headers = { { "X-XSRF-TOKEN", token } } };

    static async Task<string> TokenAsync(Browser who) => (await who.OpenAsync("/chats/new")).FindForm("/chats/direct")["__RequestVerificationToken"]!;

    static async Task<JsonElement> FindAsync(BuiltMessenger messenger, string text)
    {
        await Eventually.TrueAsync(() => Lines(messenger).Any(line => line.GetProperty("message").GetString()!.Contains(text)), () => string.Join('\n', messenger.Said));
        return Lines(messenger).First(line => line.GetProperty("message").GetString()!.Contains(text));
    }

    // The first line says where it is, for people.
    static IEnumerable<JsonElement> Lines(BuiltMessenger messenger) => messenger.Said.Where(line => line.StartsWith('{')).Select(line => JsonElement.Parse(line));
}
