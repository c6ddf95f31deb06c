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

        Assert.Empty(people.SelectMany(person => person.Problems));
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
        var ann = await NewPersonAsync("Ann");
        var bob = await NewPersonAsync("Bob", bobs);
        await ann.WritesToAsync(bob);
        await bob.OpensAsync(ann);
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

    /// <summary>A second device of the same person.</summary>
    protected async Task<Person> AnotherDeviceAsync(Person person, BrowserNewContextOptions? options = null)
    {
        var other = await NewBrowserAsync(person.Name, options);
        await other.LogInAsync();
        return other;
    }

    protected async Task<Person> NewBrowserAsync(string name, BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.BaseURL = $"http://localhost:{server.Home.Port}";
        options.TimezoneId ??= "Europe/Lisbon";
        options.ReducedMotion ??= ReducedMotion.Reduce;
        var context = await chromium.Browser.NewContextAsync(options);
        context.SetDefaultTimeout(10_000);
        var person = new Person(name, await context.NewPageAsync()) { HasScripts = options.JavaScriptEnabled != false };
        people.Add(person);
        return person;
    }

    protected static BrowserNewContextOptions WithoutJavaScript => new() { JavaScriptEnabled = false };

    protected static BrowserNewContextOptions Phone => new() { ViewportSize = new ViewportSize { Width = 390, Height = 844 }, HasTouch = true, IsMobile = true };

    protected static BrowserNewContextOptions Russian => new() { Locale = "ru-RU" };
}
