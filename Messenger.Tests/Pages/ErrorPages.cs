using System.Net;

namespace Messenger.Tests;

[RunsOnce]
public sealed class ErrorPages(Server server) : IClassFixture<Server>
{
    [Theory]
    [InlineData("en", "There is nothing here", "Back to the chats")]
    [InlineData("ru", "Здесь ничего нет", "К чатам")]
    public async Task Say_in_the_readers_language_that_there_is_nothing(string language, string headline, string wayOut)
    {
        using var stranger = server.OpenBrowser(language);

        var page = await stranger.OpenAsync("/nowhere");

        Assert.Equal((HttpStatusCode.NotFound, "/nowhere"), (page.Status, page.Path));
        Assert.Contains(headline, page.Words);
        Assert.Contains(wayOut, page.Words);
    }

    [Fact]
    public async Task Tell_nothing_apart_that_is_not_there()
    {
        using var eve = await server.RegisterAsync("eve");

        var first = await eve.OpenAsync("/nowhere");
        var second = await eve.OpenAsync("/somewhere/else?x=1");
        var opened = await eve.OpenAsync("/error");

        Assert.Equal(HttpStatusCode.NotFound, opened.Status);
        Assert.Equal(first.Html, second.Html);
        Assert.Equal(first.Html, opened.Html);
        Assert.DoesNotContain("RequestVerificationToken", first.Html);
        Assert.Equal(Headers(first), Headers(second));
    }

    [Fact]
    public async Task Show_what_was_written_even_where_there_is_nothing()
    {
        using var bob = await server.RegisterAsync("bob");

        var page = await bob.PostAsync("/nowhere", ("text", "Hello?"));

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Matches(@"<textarea[^>]* readonly>\s*Hello\?</textarea>", page.Html);
        Assert.Empty(page.Forms);
    }

    [Fact]
    public async Task Refuse_what_is_too_large_without_reading_it()
    {
        using var stranger = server.OpenBrowser();

        var page = await stranger.PostAsync("/account/login", ("text", new string('x', 1_100_000)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, page.Status);
        Assert.Contains("This is too large", page.Words);
        Assert.Equal(HttpStatusCode.OK, (await stranger.OpenAsync("/account/login")).Status);
    }

    [Fact]
    public async Task Answer_a_form_that_is_none()
    {
        using var stranger = server.OpenBrowser();
        var broken = new HttpRequestMessage(HttpMethod.Post, "/account/login") { Content = new StringContent("x") };
        broken.Content.Headers.Remove("Content-Type");
        broken.Content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data");

        Assert.Equal(HttpStatusCode.BadRequest, (await stranger.SendAsync(broken)).StatusCode);
    }

    [Theory]
    [InlineData("en", "One moment", "what you were writing is below")]
    [InlineData("ru", "Одну минуту", "то, что вы писали, — ниже")]
    public async Task Keep_the_text_while_the_database_is_away(string language, string headline, string comfort)
    {
        using var ann = await server.RegisterAsync($"ann.{language}", language);
        var notes = (await ann.ActAsync("/chats/direct", ("userId", $"{await server.IdOfAsync($"ann.{language}")}"))).Path;
        var form = ann.Page.FindForm(notes);
        server.LoseDatabase();
        try
        {
            var page = await ann.PostAsync($"{notes}?handler=nothing", [.. form.Fields.Where(field => field.Name != "text"), ("text", "See you")]);

            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
            Assert.Equal(TimeSpan.FromSeconds(5), page.Answer.Headers.RetryAfter!.Delta);
            Assert.Contains(headline, page.Words);
            Assert.Contains(comfort, page.Words);
            var kept = page.Forms.Single();
            Assert.Equal((notes, "See you", form["client_id"]), (kept.Action, kept["text"], kept["client_id"]));
        }
        finally
        {
            server.FindDatabaseAgain();
        }

        // The token was rendered before the outage and is as good after it.
        var again = ann.Page.Forms.Single();
        var sent = await ann.PostAsync(again.Action, [.. again.Fields]);
        Assert.Equal((notes, "See you"), (sent.Path, Assert.Single(Drawn.In(sent.Html)).Text));
    }

    [Fact]
    public async Task Offer_to_open_the_page_again_while_the_database_is_away()
    {
        using var kim = await server.RegisterAsync("kim");
        using var stranger = server.OpenBrowser();
        server.LoseDatabase();
        try
        {
            var page = await kim.OpenAsync("/settings/devices?a=1&b=2");

            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
            Assert.Contains("href=\"/settings/devices?a=1&amp;b=2\"", page.Html);
            Assert.Contains("Error 503", page.Words);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.OpenAsync("/nowhere")).Status);
            Assert.Equal(HttpStatusCode.OK, (await stranger.OpenAsync("/account/login")).Status);
        }
        finally
        {
            server.FindDatabaseAgain();
        }
    }

    [Fact]
    public async Task Are_over_with_the_outage_however_many_connections_it_cut()
    {
        using var tom = await server.RegisterAsync("tom");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => GetAsync()));

        server.LoseDatabase();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await GetAsync());
        server.FindDatabaseAgain();

        for (var i = 1; i <= 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await GetAsync());
        }

        async Task<HttpStatusCode> GetAsync() => (await tom.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/settings"))).StatusCode;
    }

    static string Headers(Page page) => string.Join('\n', page.Answer.Headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}: {string.Join(',', header.Value)}"));
}
