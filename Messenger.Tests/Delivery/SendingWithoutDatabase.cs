using System.Diagnostics;
using System.Net;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Messenger.Tests;

/// <summary>503 and Retry-After within two seconds, and the text is still there.</summary>
[Collection<Alone>]
public sealed class SendingWithoutDatabase(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Gives_the_text_back_and_takes_it_again_later()
    {
        using var ann = await server.RegisterAsync("ann");
        var chat = await OpenNotesAsync(ann);
        var clientId = ann.Page.FindForm(chat)["client_id"];
        server.LoseDatabase();
        try
        {
            await SorryAsync(async () => (await ann.SubmitAsync(chat, ("text", "See you <at> eight"))).Answer);

            var kept = ann.Page.FindForm(chat);
            Assert.Equal(("See you <at> eight", clientId), (kept["text"], kept["client_id"]));
        }
        finally
        {
            server.FindDatabaseAgain();
        }

        var back = await ann.SubmitAsync(chat);
        Assert.Equal((HttpStatusCode.OK, chat), (back.Status, back.Path));
        Assert.Equal("See you <at> eight", Assert.Single(Drawn.In(back.Html)).Text);
    }

    [Fact]
    public async Task Tells_a_script_when_to_try_again()
    {
        using var bob = await server.RegisterAsync("bob");
        var chat = await OpenNotesAsync(bob);
        var visitor = Visitor.From("bob", server.Home, bob);
        server.LoseDatabase();
        try
        {
            using var sorry = await SorryAsync(() => visitor.PostAsync(chat, "text=Hello", isScript: true));

            Assert.DoesNotContain("<html", await sorry.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
        finally
        {
            server.FindDatabaseAgain();
        }

        using var answer = await visitor.PostAsync(chat, "text=Hello", isScript: true);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Is_answered_as_soon_when_the_database_hangs()
    {
        var database = await Databases.BareAsync();
        await using var line = database.Postgres is null ? null : new CuttingProxy("127.0.0.1", new NpgsqlConnectionStringBuilder(database.Postgres).Port);
        var through = line is null ? null : new NpgsqlConnectionStringBuilder(database.Postgres) { Port = line.Port }.ConnectionString;
        await using (var messenger = new BuiltMessenger(database with { Postgres = through }))
        {
            await messenger.StartAsync();
            using var crowd = await Crowd.GatherAsync(messenger.Home, 1);
            var visitor = Visitor.From("person1", messenger.Home, crowd.First);
            using (await HangAsync(database, line))
            {
                using var sorry = await SorryAsync(() => visitor.PostAsync($"/chats/{crowd.Chat}", "text=Hello"));
                Assert.Contains("Hello", await sorry.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            }

            line?.Delay = TimeSpan.Zero;
            using var answer = await visitor.PostAsync($"/chats/{crowd.Chat}", "text=Hello again");
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        }

        Databases.GiveBack(database);
    }

    /// <summary>Much is done for the first time then, and the time that anybody waits for the database does not begin after it.</summary>
    [Fact]
    public async Task Is_answered_as_soon_when_the_database_hangs_and_it_is_the_first_page_after_a_start()
    {
        var database = await Databases.BareAsync();
        await using var line = database.Postgres is null ? null : new CuttingProxy("127.0.0.1", new NpgsqlConnectionStringBuilder(database.Postgres).Port);
        var through = line is null ? null : new NpgsqlConnectionStringBuilder(database.Postgres) { Port = line.Port }.ConnectionString;
        await using (var messenger = new BuiltMessenger(database with { Postgres = through }))
        {
            await messenger.StartAsync();
            using var crowd = await Crowd.GatherAsync(messenger.Home, 1);
            var visitor = Visitor.From("person1", messenger.Home, crowd.First);
            // A wait that begins late ends late by as much as it began; to say sorry for the first time takes less than a page.
            var waited = TimeSpan.FromSeconds(2);
            List<TimeSpan> over = [];
            // What is done for the first time takes as long as it does on this machine, with a database or without. The best of eight counts: a busy machine only makes it longer.
            while (over.Count < 8 && !over.Exists(time => time < waited))
            {
                var first = await FirstPageAsync(HttpStatusCode.OK, () => Task.FromResult<IDisposable?>(null));
                // Who only reads never waits for a file that somebody else has locked.
                var sorry = await FirstPageAsync(Databases.OnPostgres ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK, () => HangAsync(database, line));
                over.Add(sorry - first);
            }

            Assert.InRange(over.Min(), TimeSpan.MinValue, waited);

            async Task<TimeSpan> FirstPageAsync(HttpStatusCode expected, Func<Task<IDisposable?>> hang)
            {
                await messenger.KillAsync();
                line?.Delay = TimeSpan.Zero;
                await messenger.StartAsync();
                using (await hang())
                {
                    var watch = Stopwatch.StartNew();
                    using var answer = await visitor.GetAsync($"/chats/{crowd.Chat}");
                    Assert.Equal(expected, answer.StatusCode);
                    return watch.Elapsed;
                }
            }
        }

        Databases.GiveBack(database);
    }

    // A line on which nothing arrives any more, or a file that somebody else has locked.
    static async Task<IDisposable?> HangAsync(Database database, CuttingProxy? line)
    {
        if (line is not null)
        {
            line.Delay = TimeSpan.FromMinutes(1);
            return null;
        }

        var other = new SqliteConnection($"Data Source={Path.Combine(database.Folder, "messenger.db")};Pooling=false");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return other;
    }

    // The best of eight counts: a busy machine only makes it longer.
    static async Task<HttpResponseMessage> SorryAsync(Func<Task<HttpResponseMessage>> send)
    {
        for (var tries = 1; ; tries++)
        {
            var watch = Stopwatch.StartNew();
            var answer = await send();
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
            Assert.True(watch.Elapsed < Promised.Sorry || tries < 8, $"It took {watch.Elapsed}.");
            if (watch.Elapsed < Promised.Sorry)
            {
                return answer;
            }
        }
    }

    static async Task<string> OpenNotesAsync(Browser browser)
    {
        await browser.OpenAsync("/chats/new");
        return (await browser.SubmitAsync("Notes to self", ("userId", $"{Company.IdIn(browser.Page)}"))).Path;
    }
}
