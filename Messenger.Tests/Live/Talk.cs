using System.Net;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>A server where Ann, who reads English, talks with Bob, who reads Russian, and Eve knows neither.</summary>
public class Talk : Server, IAsyncLifetime
{
    readonly Dictionary<string, (Browser Browser, Visitor Visitor, int Id)> people = [];

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        foreach (var (name, language) in new[] { ("ann", "en"), ("bob", "ru"), ("eve", "en") })
        {
            var browser = await RegisterAsync(name, language);
            await browser.OpenAsync("/settings");
            people[name] = (browser, Visitor.From(name, Home, browser), Company.IdIn(browser.Page));
        }
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        foreach (var (browser, _, _) in people.Values)
        {
            browser.Dispose();
        }

        await DisposeAsync();
    }

    public Browser Of(string name) => people[name].Browser;

    public int IdOf(string name) => people[name].Id;

    /// <summary>A group that Ann owns and Bob is in.</summary>
    public Task<int> NewGroupAsync() => DoAsync((Chats chats) => chats.GroupAsync(IdOf("ann"), "Hikers", [IdOf("bob")]));

    public Task<int> DirectAsync() => DoAsync((Chats chats) => chats.DirectAsync(IdOf("ann"), IdOf("bob")));

    public Task<int> NotesAsync(string who) => DoAsync((Chats chats) => chats.DirectAsync(IdOf(who), IdOf(who)));

    /// <summary>The line of a page that this person has open.</summary>
    public Task<OpenPage> OpenAsync(string who) => OpenPage.OfAsync(Home, Of(who));

    /// <summary>Posts a form and expects it to be done.</summary>
    public async Task<string> PostAsync(string who, string path, string fields = "")
    {
        using var answer = await people[who].Visitor.PostAsync(path, fields, isScript: true);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Found or HttpStatusCode.NoContent, $"{path} {fields} is {answer.StatusCode}");
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> GetAsync(string who, string path, bool isScript = false) => people[who].Visitor.GetAsync(path, isScript);

    public async Task<string> HtmlAsync(string who, string path, bool isScript = false)
    {
        using var answer = await GetAsync(who, path, isScript);
        return await HtmlAsync(answer);
    }

    /// <summary>The pages at these addresses as a messenger draws them that was started just now.</summary>
    public Task<string[]> FreshHtmlAsync(string who, params string[] paths) => BesideAsync(async home =>
    {
        List<string> pages = [];
        foreach (var path in paths)
        {
            using var answer = await (people[who].Visitor with { Home = home }).GetAsync(path);
            pages.Add(await HtmlAsync(answer));
        }

        return pages.ToArray();
    });

    static async Task<string> HtmlAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public async Task<Drawn> SayAsync(string who, int chat, string text) => Drawn.In(await PostAsync(who, $"/chats/{chat}", $"text={text}")).Single();

    /// <summary>Whoever hears this has heard everything that was told before it.</summary>
    public async Task MarkAsync(string who, params OpenPage[] pages)
    {
        var (notes, mark) = (await NotesAsync(who), $"mark {Guid.NewGuid()}");
        await SayAsync(who, notes, mark);
        foreach (var page in pages)
        {
            await page.HearsAsync(mark);
        }
    }
}
