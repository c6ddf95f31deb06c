using Messenger.Domain;
using Messenger.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Messenger.Tests;

public sealed class TheDemoWorld(TheDemoWorld.Filled world) : IClassFixture<TheDemoWorld.Filled>
{
    [Fact]
    public void It_says_how_to_log_in() =>
        Assert.Equal("Demo world ready: log in as ann or yulia, password \"harbour lights at dusk\"", world.Answer);

    [Fact]
    public async Task What_it_says_is_true()
    {
        var ann = await world.LogInAsync("ann");
        var yulia = await world.LogInAsync("yulia");

        Assert.Equal((true, "en"), (ann.IsAdmin, ann.Preferences.Language));
        Assert.Equal((false, "ru"), (yulia.IsAdmin, yulia.Preferences.Language));
    }

    [Fact]
    public async Task A_dozen_people_talk_a_lot()
    {
        Assert.InRange(await world.AskAsync(db => db.Users.CountAsync()), 12, 15);
        Assert.InRange(await world.AskAsync(db => db.Chats.CountAsync(chat => chat.IsGroup)), 5, 6);
        Assert.InRange(await world.AskAsync(db => db.Messages.CountAsync()), 2000, 3000);
    }

    [Fact]
    public async Task Every_chat_is_numbered_from_1_without_holes()
    {
        var chats = await world.AskAsync(db => db.Chats.Select(chat => new { chat.Id, chat.LastSequence }).ToListAsync());
        foreach (var chat in chats)
        {
            var sequences = await world.AskAsync(db => db.Messages.Where(m => m.ChatId == chat.Id)
                .OrderBy(m => m.Sequence).Select(m => m.Sequence).ToListAsync());
            Assert.Equal(Enumerable.Range(1, chat.LastSequence), sequences);
        }
    }

    [Fact]
    public async Task Later_in_a_chat_is_later_in_time_and_nothing_is_yet_to_come()
    {
        var times = await world.AskAsync(db => db.Messages.OrderBy(m => m.ChatId).ThenBy(m => m.Sequence)
            .Select(m => new { m.ChatId, m.CreatedAt, m.UpdatedAt }).ToListAsync());

        Assert.All(times.Zip(times.Skip(1)), pair =>
            Assert.True(pair.First.ChatId != pair.Second.ChatId || pair.First.CreatedAt <= pair.Second.CreatedAt));
        Assert.True(times.Max(time => time.UpdatedAt) < Filled.Now);
        Assert.True(times.Max(time => time.CreatedAt) > Filled.Now.AddMinutes(-10));
        Assert.True(times.Min(time => time.CreatedAt) > Filled.Now.AddDays(-50));
    }

    [Fact]
    public async Task Some_of_it_Ann_has_not_read()
    {
        var chats = await world.ListAsync("ann");

        Assert.Equal([1, 2, 2, 5, 14], chats.Select(chat => chat.Unread).Where(unread => unread > 0).Order());
        Assert.Equal(2, chats.Single(chat => chat.Name == "Harbour House").Unread);
        Assert.Equal("Climbing on Thursdays", chats.Single(chat => chat.IsMuted && chat.Unread == 14).Name);
        Assert.Equal(2, chats.Count(chat => chat.IsPinned));
    }

    [Fact]
    public async Task Everybody_has_somebody_to_talk_to() =>
        Assert.Empty(await world.AskAsync(db => db.Users.Where(user => !db.Memberships.Any(m => m.UserId == user.Id)).ToListAsync()));

    [Theory]
    [InlineData("Пончо!", 2)]
    [InlineData("A poncho!", 5)]
    [InlineData("שמחה", 1)]
    [InlineData("croqueta", 1)]
    public async Task It_is_said_in_several_languages(string words, int times) =>
        Assert.True(await world.AskAsync(db => db.Messages.CountAsync(m => m.Content.Contains(words))) >= times);

    [Fact]
    public async Task All_that_can_happen_to_a_message_has_happened()
    {
        Assert.InRange(await world.AskAsync(db => db.Messages.CountAsync(m => m.IsEdited)), 10, 100);
        Assert.InRange(await world.AskAsync(db => db.Messages.CountAsync(m => m.IsDeleted)), 2, 20);
        Assert.InRange(await world.AskAsync(db => db.Messages.CountAsync(m => m.ReplyTo != null)), 20, 200);
        Assert.InRange(await world.AskAsync(db => db.Messages.CountAsync(m => m.Mentions != null)), 5, 100);
        Assert.InRange(await world.AskAsync(db => db.Reactions.CountAsync()), 100, 1000);
        var told = await world.AskAsync(db => db.Messages.Where(m => m.Notice != null).Select(m => m.Notice!.Value).Distinct().ToListAsync());
        Assert.Equal(Enum.GetValues<SystemMessage>(), told.Order());
    }

    [Fact]
    public async Task No_dialogue_is_held_twice_in_a_chat()
    {
        var repeated = await world.AskAsync(db => db.Messages.Where(m => m.Content.Length > 40)
            .GroupBy(m => new { m.ChatId, m.Content }).Where(group => group.Count() > 1).Select(group => group.Key.Content).ToListAsync());

        Assert.Empty(repeated);
    }

    [Fact]
    public async Task Where_people_are_already_it_changes_nothing()
    {
        var before = await world.CountsAsync();

        var answer = await world.FillAsync(Filled.Now.AddDays(1));

        Assert.StartsWith("There are people here already", answer);
        Assert.Equal(before, await world.CountsAsync());
    }

    /// <summary>Filled once, for all of these tests only look at it.</summary>
    public sealed class Filled : IAsyncLifetime
    {
        public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        Database? database;
        TestServices? testServices;

        public string Answer { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            database = await Databases.EmptyAsync();
            testServices = new TestServices(database);
            Answer = await FillAsync(Now);
        }

        public async ValueTask DisposeAsync()
        {
            await testServices!.DisposeAsync();
            Databases.GiveBack(database!);
        }

        public Task<string> FillAsync(DateTimeOffset now) => Demo.FillAsync(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Messenger:DataPath"] = database!.Folder,
                ["ConnectionStrings:Postgres"] = Databases.Patiently(database.Postgres),
            }).Build(),
            database.Folder, now);

        public Task<T> AskAsync<T>(Func<MessengerDb, Task<T>> question) => testServices!.DoAsync(question);

        public Task<User> LogInAsync(string name) => testServices!.DoAsync((Accounts accounts) => accounts.LogInAsync(name, "harbour lights at dusk"));

        public async Task<IReadOnlyList<ChatView>> ListAsync(string name)
        {
            var id = (await LogInAsync(name)).Id;
            return await testServices!.DoAsync((Chats chats) => chats.ListAsync(id));
        }

        public Task<(int, int, long)> CountsAsync() => AskAsync(async db =>
            (await db.Users.CountAsync(), await db.Messages.CountAsync(), await db.Chats.SumAsync(chat => chat.Revision)));
    }
}
