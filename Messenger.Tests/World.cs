using Messenger.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Messenger.Tests;

/// <summary>
/// Where every test of the domain takes place: Ann and Bob talk, Eve is outside. A fresh database for each test, and
/// every verb in a scope of its own, like a request.
/// </summary>
public abstract class World : IAsyncLifetime
{
    /// <summary>The chat of Ann and Bob; nobody has said anything yet.</summary>
    protected const int Chat = 1;

    protected const int Ann = 1, Bob = 2, Eve = 3;

    protected const int Nobody = 999_999;

    protected const string Password = "three ordinary words";

    TestServices? testServices;
    Database? database;

    /// <summary>Configuration beyond the defaults, such as ("Messenger:Registration", "closed").</summary>
    protected virtual IEnumerable<(string Key, string Value)> Settings => [];

    /// <summary>Whether passwords are hashed less often than they are.</summary>
    protected virtual bool IsQuick => true;

    /// <summary>Whether the database may take longer to answer than anybody waits for it, as it does on a busy machine.</summary>
    protected virtual bool IsPatient => true;

    protected FakeTimeProvider Clock => testServices!.Clock;

    protected RecordingBus Bus => testServices!.Bus;

    protected Database Database => database!;

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    internal static async Task FurnishAsync(TestServices testServices)
    {
        foreach (var name in new[] { "ann", "bob", "eve" })
        {
            await testServices.DoAsync((Accounts a) => a.RegisterAsync(name, $"{name}@example.org", Password, null, new Preferences()));
        }

        await testServices.DoAsync((Chats chats) => chats.DirectAsync(Ann, Bob));
    }

    public virtual async ValueTask InitializeAsync()
    {
        database = await MakeDatabaseAsync();
        testServices = new TestServices(database, Settings, IsQuick, IsPatient);
    }

    public virtual async ValueTask DisposeAsync()
    {
        // What was not made has failed already, and is not to be hidden.
        await (testServices?.DisposeAsync() ?? ValueTask.CompletedTask);
        if (database is not null)
        {
            Databases.GiveBack(database);
        }

        GC.SuppressFinalize(this);
    }

    protected virtual Task<Database> MakeDatabaseAsync() => Databases.FurnishedAsync();

    protected Task<T> Do<TVerbs, T>(Func<TVerbs, Task<T>> verb)
        where TVerbs : notnull => testServices!.DoAsync(verb);

    protected Task Do<TVerbs>(Func<TVerbs, Task> verb)
        where TVerbs : notnull => testServices!.DoAsync(async (TVerbs verbs) =>
        {
            await verb(verbs);
            return true;
        });

    /// <summary>For those who begin with an empty database.</summary>
    protected Task Furnish() => FurnishAsync(testServices!);

    /// <summary>A second later, so that what is said later is later.</summary>
    protected Task<MessageView> Says(int who, string text, int chat = Chat)
    {
        Clock.Advance(TimeSpan.FromSeconds(1));
        return Do((Messages messages) => messages.PostAsync(who, chat, text));
    }

    protected async Task SaysMany(int who, int count, int chat = Chat)
    {
        for (var i = 1; i <= count; i++)
        {
            await Says(who, $"{i}", chat);
        }
    }

    /// <summary>A group that Ann owns.</summary>
    protected Task<int> Group(params int[] people) => Do((Chats chats) => chats.GroupAsync(Ann, "Hikers", people));

    /// <summary>People who are there without having registered: a password costs more time to hash than most tests take.</summary>
    protected Task<int[]> People(int count) => Do(async (MessengerDb db) =>
    {
        var people = Enumerable.Range(1, count).Select(i => Person($"person{i:0000}")).ToList();
        db.AddRange(people);
        await db.SaveChangesAsync();
        return people.Select(person => person.Id).ToArray();
    });

    protected async Task<int> Person(string username, string? fullName) => await Do(async (MessengerDb db) =>
    {
        var person = Person(username);
        person.Rename(username, fullName, Clock.Now());
        db.Add(person);
        await db.SaveChangesAsync();
        return person.Id;
    });

    protected Task Deactivate(int who) => Do((MessengerDb db) =>
        db.Users.Where(user => user.Id == who).ExecuteUpdateAsync(row => row.SetProperty(user => user.IsActive, false)));

    protected Task<ChatView> Open(int who, int chat = Chat) => Do((Chats chats) => chats.OpenAsync(who, chat));

    protected async Task<IReadOnlyList<MessageView>> Newest(int who, int chat = Chat) =>
        (await Do((History history) => history.NewestAsync(who, chat))).Messages;

    /// <summary>The one event of its kind.</summary>
    protected TEvent Said<TEvent>()
        where TEvent : Event => Assert.Single(Bus.Said.OfType<TEvent>());

    /// <summary>By these and by nobody else.</summary>
    protected async Task HeardBy(Event said, params int[] people)
    {
        var hearers = said.To switch
        {
            Delivery.Users users => users.Ids,
            Delivery.Members members => await MembersAsync(members),
            _ => throw new InvalidOperationException($"Who are {said.To}?"),
        };
        Assert.Equal(people, hearers.Order());
    }

    protected static async Task<Refused> Refuses(Reason reason, Task act)
    {
        var refused = await Assert.ThrowsAsync<Refused>(() => act);
        Assert.Equal(reason, refused.Reason);
        return refused;
    }

    protected static async Task<Refused> Refuses(Reason reason, string code, Task act)
    {
        var refused = await Refuses(reason, act);
        Assert.Equal(code, refused.Code);
        return refused;
    }

    /// <summary>How each of these ended: null, or the code of its refusal; any other failure fails.</summary>
    protected static async Task<string?[]> Outcomes(IEnumerable<Task> acts) => await Task.WhenAll(acts.Select(async act =>
    {
        try
        {
            await act;
            return null;
        }
        catch (Refused refused)
        {
            return refused.Code;
        }
    }));

    User Person(string username)
    {
        var person = User.New(username, $"{username}@example.org", null, new Preferences(), Clock.Now());
        (person.NormalizedUserName, person.NormalizedEmail) = (username.ToUpperInvariant(), person.Email!.ToUpperInvariant());
        return person;
    }

    async Task<int[]> MembersAsync(Delivery.Members to)
    {
        var (version, members) = await Do((Chats chats) => chats.AudienceAsync(to.ChatId));
        Assert.True(version >= to.Version, $"The event names version {to.Version} of the members, and the chat is at {version}.");
        return [.. members.Where(id => id != to.Except)];
    }
}
