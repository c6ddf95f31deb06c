using System.Net;
using Messenger.Web;

namespace Messenger.Tests;

/// <summary>What browsers are told about the worker and about the files of a build.</summary>
[RunsOnce]
public sealed class TheServiceWorker(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task May_fetch_from_here_and_is_asked_for_anew_each_time()
    {
        using var stranger = server.OpenBrowser();

        var answer = await stranger.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/service-worker.js"));

        Assert.Equal("default-src 'none'; script-src 'self'; connect-src 'self'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("no-cache", Assert.Single(answer.Headers.GetValues("Cache-Control")));
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType!.MediaType);
        var again = new HttpRequestMessage(HttpMethod.Get, "/service-worker.js");
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await stranger.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task Is_another_one_for_each_build()
    {
        using var stranger = server.OpenBrowser();
        var first = (await stranger.OpenAsync("/service-worker.js")).Html;

        var second = await AsBuildAsync("another", async () => (await stranger.OpenAsync("/service-worker.js")).Html);

        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Files_of_another_build_are_not_there()
    {
        using var ann = await server.RegisterAsync("ann");
        var build = System.Text.RegularExpressions.Regex.Match(ann.Page.Html, "data-build=\"(\\w+)\"").Groups[1].Value;

        Assert.Equal(HttpStatusCode.OK, (await ann.OpenAsync($"/lib/uploads.js?v={build}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ann.OpenAsync("/lib/uploads.js?v=older")).Status);
        Assert.Equal(HttpStatusCode.NotFound, await AsBuildAsync("another", async () => (await ann.OpenAsync($"/lib/uploads.js?v={build}")).Status));
        Assert.Equal(HttpStatusCode.OK, (await ann.OpenAsync("/lib/uploads.js")).Status);
    }

    [Theory]
    [InlineData("en", "No connection")]
    [InlineData("ru", "Нет связи")]
    public async Task The_page_without_a_line_speaks_the_language_of_whoever_asks(string language, string words)
    {
        using var stranger = server.OpenBrowser(language);

        Assert.Contains(words, (await stranger.OpenAsync("/offline")).Words);
    }

    async Task<T> AsBuildAsync<T>(string id, Func<Task<T>> ask)
    {
        var before = "";
        await server.DoAsync((Build build) => Task.FromResult((before, build.Id) = (build.Id, id)));
        try
        {
            return await ask();
        }
        finally
        {
            await server.DoAsync((Build build) => Task.FromResult(build.Id = before));
        }
    }
}
