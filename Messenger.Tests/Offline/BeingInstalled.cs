using System.Text.Json;

namespace Messenger.Tests;

[RunsOnce]
public sealed class BeingInstalled(Server server) : IClassFixture<Server>
{
    [Theory]
    [InlineData("en", "New chat")]
    [InlineData("ru", "Новый чат")]
    public async Task The_manifest_speaks_the_language_of_the_browser(string language, string first)
    {
        using var stranger = server.OpenBrowser(language);

        var answer = await stranger.OpenAsync("/manifest.webmanifest");

        Assert.Equal("application/manifest+json", answer.Answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("Accept-Language", string.Join(", ", answer.Answer.Headers.Vary.Where(name => name.StartsWith("Accept-L"))));
        var manifest = JsonDocument.Parse(answer.Html).RootElement;
        Assert.Equal(("/", language, first), (manifest.GetProperty("id").GetString(), manifest.GetProperty("lang").GetString(), manifest.GetProperty("shortcuts")[0].GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Everything_the_manifest_names_is_there()
    {
        using var ann = await server.RegisterAsync("ann");
        var manifest = JsonDocument.Parse((await ann.OpenAsync("/manifest.webmanifest")).Html).RootElement;

        var named = manifest.GetProperty("icons").EnumerateArray().Select(icon => icon.GetProperty("src"))
            .Concat(manifest.GetProperty("shortcuts").EnumerateArray().Select(shortcut => shortcut.GetProperty("url")))
            .Append(manifest.GetProperty("share_target").GetProperty("action")).Select(address => address.GetString()!).Append("/icons/apple.png");

        foreach (var address in named)
        {
            Assert.Equal((System.Net.HttpStatusCode.OK, address), ((await ann.OpenAsync(address)).Status, ann.Page.Path));
        }
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_refused_and_stays()
    {
        using var bob = await server.RegisterAsync("bob");
        var me = await server.DoAsync((Messenger.Domain.People people) => people.FindAsync(0, "bob"));
        var notes = await server.DoAsync((Messenger.Domain.Chats chats) => chats.DirectAsync(me[0].Id, me[0].Id));
        await bob.OpenAsync("/share?text=Short");

        var page = await bob.SubmitAsync("/share", ("text", new string('x', 8001)), ("chat_id", $"{notes}"));

        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("at most 8000 characters", page.Words);
        Assert.Contains(new string('x', 8001), page.Html);
        await bob.SubmitAsync("/share", ("text", "Shorter"), ("chat_id", $"{notes}"));
        Assert.Equal($"/chats/{notes}", bob.Page.Path);
        Assert.Contains("Shorter", bob.Page.Words);
    }

    /// <summary>What was kept of a post that met a server without its database does not say where it was going.</summary>
    [Fact]
    public async Task A_text_without_a_chat_stays_until_one_is_chosen()
    {
        using var eve = await server.RegisterAsync("eve");
        await eve.OpenAsync("/share?text=Kept");

        var page = await eve.SubmitAsync("/share");

        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("Say in which chat.", page.Words);
        Assert.Equal("Kept", page.FindForm("/share")["text"]);
    }
}
