using Messenger.Web;

namespace Messenger.Tests;

/// <summary>Lines have to come through at once, and that the reader has left has to come back.</summary>
[RunsOnce]
public sealed class TheEndlessPageBehindCaddy(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Comes_line_by_line_and_ends_with_its_reader()
    {
        using var caddy = await Caddy.StartAsync(server.Home);
        using var ann = await server.RegisterAsync("ann");
        var (me, chat) = (Company.IdIn(ann.Page), await ann.GroupAsync("Alone"));
        using (var page = await EndlessPage.OpenAsync(caddy.Home, ann, chat))
        {
            await page.ShowsAsync("<ol");
            var form = (await ann.OpenAsync($"/chats/{chat}")).FindForm($"/chats/{chat}");
            await ann.SubmitAsync(form.Action, ("text", "Short"));
            await page.ShowsAsync("Short");
            Assert.Equal(1, await OpenAsync(me));
        }

        await Eventually.TrueAsync(async () => await OpenAsync(me) == 0);
    }

    [Fact]
    public async Task Is_told_over_TLS_that_there_is_HTTP_3_and_pages_are_compressed_as_the_messenger_does_it()
    {
        using var caddy = await Caddy.StartWithTlsAsync(server.Home);
        using var http = caddy.Client();
        http.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, br");

        using var page = await http.GetAsync("/account/login", TestContext.Current.CancellationToken);

        Assert.StartsWith("h3=", Assert.Single(page.Headers.GetValues("Alt-Svc")));
        Assert.Equal(["br"], page.Content.Headers.ContentEncoding);
    }

    Task<int> OpenAsync(int userId) => server.DoAsync((LiveStreams streams) => Task.FromResult(streams.Count(userId)));
}
