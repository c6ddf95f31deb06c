using System.Text.RegularExpressions;
using Messenger.Domain;
using Messenger.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Messenger.E2E;

/// <summary>
/// People at their browsers. A story ends well only if no page threw, no policy was violated and nothing was
/// logged as an error that the story did not expect.
/// </summary>
public abstract class Story(Chromium chromium, Server server) : IClassFixture<Server>, IAsyncLifetime
{
    const string Zone = "Europe/Lisbon";

    static int count;

    readonly List<Person> people = [];

    protected Server Server => server;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var person in people)
        {
            await person.Page.Context.CloseAsync();
        }

        var problems = people.SelectMany(person => person.Problems).ToList();
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    /// <summary>Somebody who has just made an account and looks at the empty list.</summary>
    protected async Task<Person> NewPersonAsync(string name, BrowserNewContextOptions? options = null)
    {
        var person = await NewBrowserAsync($"{name} {Interlocked.Increment(ref count)}", options);
        await person.RegisterAsync();
        return person;
    }

    /// <summary>Ann and Bob, each looking at the chat they have with each other.</summary>
    protected async Task<(Person Ann, Person Bob)> AnnAndBobAsync(BrowserNewContextOptions? bobs = null)
    {
        var (ann, bob) = (await WithAccountAsync("Ann"), await WithAccountAsync("Bob", bobs));
        var chat = await ChatAsync(ann, bob);
        await ann.GoesToAsync(chat);
        await bob.GoesToAsync(chat);
        return (ann, bob);
    }

    /// <summary>"line 1", "line 2" …, said by somebody in a chat while nobody watches.</summary>
    protected async Task FillAsync(Person person, int chatId, int count)
    {
        var me = await Server.DoAsync<MessengerDb, int>(db => db.Users.Where(user => user.UserName == person.Username).Select(user => user.Id).SingleAsync());
        for (var n = 1; n <= count; n++)
        {
            await Server.DoAsync<Domain.Messages, MessageView>(messages => messages.PostAsync(me, chatId, $"line {n}"));
        }
    }

    /// <summary>Somebody who has an account and looks at the empty list, for stories that are not about that: quicker than typing.</summary>
    /// <param name="at">Another node than that of the story.</param>
    protected async Task<Person> SomebodyAsync(string name, BrowserNewContextOptions? options = null, Server? at = null)
    {
        var person = await WithAccountAsync(name, options, at);
        await person.GoesToAsync("/");
        return person;
    }

    /// <summary>Somebody who is logged in and has opened no page yet.</summary>
    protected async Task<Person> WithAccountAsync(string name, BrowserNewContextOptions? options = null, Server? at = null)
    {
        var person = await NewBrowserAsync($"{name} {Interlocked.Increment(ref count)}", options, at);
        using var browser = (at ?? server).OpenBrowser(options?.Locale?[..2] ?? "en");
        await browser.OpenAsync("/account/register");
        var home = await browser.SubmitAsync("/account/register", ("full_name", person.Name), ("username", person.Username),
            ("email", $"{person.Username}@example.org"), ("password", Server.Password), ("time_zone", Zone));
        person.Id = int.Parse(Regex.Match(home.Html, "data-me=\"(\\d+)\"").Groups[1].Value);
        await person.Page.Context.AddCookiesAsync(browser.Cookies.GetAllCookies().Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = HomeOf(at ?? server) }));
        return person;
    }

    /// <summary>Somebody whose server it is, as whoever came first.</summary>
    protected async Task<Person> AdminAsync(string name, BrowserNewContextOptions? options = null)
    {
        var person = await SomebodyAsync(name, options);
        await server.DoAsync((MessengerDb db) => db.WriteAsync(async () =>
        {
            (await db.Users.SingleAsync(user => user.Id == person.Id)).BecomeAdmin();
            return await db.SaveChangesAsync();
        }));
        person.IsAdmin = true;
        return person;
    }

    /// <summary>Ann and Bob, and the chat they have with each other, which neither looks at yet.</summary>
    protected async Task<(Person Ann, Person Bob, int Chat)> ChatOfTwoAsync(BrowserNewContextOptions? bobs = null)
    {
        var (ann, bob) = (await SomebodyAsync("Ann"), await SomebodyAsync("Bob", bobs));
        return (ann, bob, await ChatAsync(ann, bob));
    }

    /// <summary>The chat of two people, empty unless something is said there.</summary>
    protected Task<int> ChatAsync(Person one, Person other) => server.DoAsync((Chats chats) => chats.DirectAsync(one.Id, other.Id));

    protected Task<int> GroupAsync(string name, Person owner, params Person[] others) =>
        server.DoAsync((Chats chats) => chats.GroupAsync(owner.Id, name, [.. others.Select(other => other.Id)]));

    /// <summary>Said from somewhere else: another device, a program.</summary>
    protected Task<MessageView> SaysAsync(Person who, int chat, string text) => server.DoAsync((Messages messages) => messages.PostAsync(who.Id, chat, text));

    /// <summary>A second device of the same person.</summary>
    protected async Task<Person> AnotherDeviceAsync(Person person, BrowserNewContextOptions? options = null, Server? at = null)
    {
        var other = await NewBrowserAsync(person.Name, options, at);
        await other.LogInAsync();
        other.Id = person.Id;
        return other;
    }

    protected async Task<Person> NewBrowserAsync(string name, BrowserNewContextOptions? options = null, Server? at = null)
    {
        options ??= new BrowserNewContextOptions();
        options.BaseURL = HomeOf(at ?? server);
        options.TimezoneId ??= Zone;
        options.ReducedMotion ??= ReducedMotion.Reduce;
        // What passes through a worker no story could hold up or change; those that are about the worker let it in.
        options.ServiceWorkers ??= ServiceWorkerPolicy.Block;
        var context = await chromium.Browser.NewContextAsync(options);
        context.SetDefaultTimeout(30_000);
        var person = new Person(name, await context.NewPageAsync()) { HasScripts = options.JavaScriptEnabled != false, HasKeyboard = options.IsMobile != true };
        people.Add(person);
        return person;
    }

    protected static BrowserNewContextOptions WithoutJavaScript => new() { JavaScriptEnabled = false };

    protected static BrowserNewContextOptions WithWorker => new() { ServiceWorkers = ServiceWorkerPolicy.Allow };

    protected static BrowserNewContextOptions Phone => new() { ViewportSize = new ViewportSize { Width = 390, Height = 844 }, HasTouch = true, IsMobile = true };

    static string HomeOf(Server server) => $"http://localhost:{server.Home.Port}";

    protected static BrowserNewContextOptions Russian => new() { Locale = "ru-RU" };
}
