namespace Messenger.Tests;

/// <summary>It gathers what is answered before it hands it on, unless it is told otherwise.</summary>
[RunsOnce]
public sealed class TheEndlessPageBehindNginx(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Is_there_at_once_and_goes_on_line_by_line()
    {
        using var nginx = new Nginx(server.Home);
        using var ann = await server.RegisterAsync("ann");
        var chat = await ann.GroupAsync("Alone");
        await Eventually.TrueAsync(() => AnswersAsync(nginx.Home));
        using var page = await EndlessPage.OpenAsync(nginx.Home, ann, chat);
        await page.ShowsAsync("<ol");

        var form = (await ann.OpenAsync($"/chats/{chat}")).FindForm($"/chats/{chat}");
        await ann.SubmitAsync(form.Action, ("text", "Short"));

        await page.ShowsAsync("Short");
    }

    static async Task<bool> AnswersAsync(Uri home)
    {
        try
        {
            using var stranger = new Browser(home, "en");
            return (await stranger.OpenAsync("/account/login")).Status is System.Net.HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
