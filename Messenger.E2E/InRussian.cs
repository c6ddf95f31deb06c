using System.Text.RegularExpressions;
using Messenger.Domain;
using Messenger.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

public sealed partial class InRussian(Chromium chromium, Server server) : Story(chromium, server)
{
    /// <summary>Everything that is read or read out, closed menus and notices that wait for their moment included.</summary>
    const string Words = """
        () => {
          document.querySelectorAll('details').forEach(details => { details.open = true })
          const words = [document.title, document.body.innerText]
          for (const element of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]'))
            words.push(element.ariaLabel, element.placeholder, element.title, element.alt)
          const waiting = document.getElementById('queued')?.content.querySelector('.reason')
          for (const element of [document.getElementById('notice'), waiting]) words.push(...Object.values(element?.dataset ?? {}))
          for (const [name, value] of Object.entries(document.getElementById('messages')?.dataset ?? {})) if (name.startsWith('words')) words.push(value)
          return words.filter(Boolean).join('\n')
        }
        """;

    // Names of things that are called the same everywhere.
    static readonly string[] allowed = ["Messenger", "English", "Enter", "Chrome", "Firefox", "Linux", "UTC", "localhost", "JPEG", "PNG", "WebP", "GIF", "iPhone", "iPad", "Safari", "iOS", "JavaScript", "QR", "PIN", "https", "UDP", "TCP", "TLS"];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_screen_has_an_english_word_left(bool withScripts)
    {
        var options = Russian;
        options.JavaScriptEnabled = withScripts;
        var nobody = await NewBrowserAsync("Nobody", options);
        await IsRussianAsync(nobody, "/account/login", "/account/login?changed=true", "/account/register", "/account/forgot", "/account/forgot?saved=true", "/account/reset", "/account/verify",
            "/account/verify?saved=true", "/nowhere");

        var anna = await SomebodyAsync("Anna", new BrowserNewContextOptions(options));
        await IsRussianAsync(anna, "/", "/search?q=xyz", "/chats/new?q=xyz");
        var (bob, chat, said) = await TalkAsync(anna);
        await IsRussianAsync(anna, "/", $"/chats/{chat}", $"/chats/{chat}?reply={said}", $"/chats/{chat}/messages/{said}", $"/chats/{chat}/members",
            $"/chats/{await ChatAsync(anna, bob)}", "/search", $"/search?chat={chat}", $"/people/{bob.Id}", $"/people/{anna.Id}", "/chats/new", $"/chats/new/group?people={bob.Id}",
            "/settings", "/settings/password", "/settings/devices", "/settings/devices?saved=true", "/settings/tokens", "/settings/tokens?saved=true", "/settings?asked=true", "/settings/security", "/settings/passkeys",
            "/settings/notifications", $"/chats/{chat}/notifications", "/outbox", "/share?text=%D0%AF", "/calls", "/calls/test");
    }

    [Fact]
    public async Task Refusals_are_in_russian_too()
    {
        var anna = await NewBrowserAsync("Anna Refused", Russian);
        anna.Expects("status of 422");
        foreach (var (username, password) in new[] { ("a b", "three ordinary words"), ("anna.refused", "short"), ("anna.refused", "password") })
        {
            await anna.GoesToAsync("/account/register");
            await anna.Page.FillAsync("[name=username]", username);
            await anna.Page.FillAsync("[name=email]", "anna@example.org");
            await anna.Page.FillAsync("[name=password]", password);
            await anna.SubmitAsync("form button");
            await Expect(anna.Page.Locator(".wrong")).ToHaveCountAsync(1);
            Assert.Empty(await EnglishAsync(anna));
        }
    }

    [Theory]
    [InlineData(1, "1 участник", "1 новое сообщение")]
    [InlineData(2, "2 участника", "2 новых сообщения")]
    [InlineData(5, "5 участников", "5 новых сообщений")]
    [InlineData(21, "21 участник", "21 новое сообщение")]
    public async Task Counts_have_their_own_endings(int count, string members, string unread)
    {
        var anna = await SomebodyAsync("Anna", Russian);
        var bob = await SomebodyAsync("Bob");
        var crowd = await Server.DoAsync((MessengerDb db) => PeopleAsync(db, count - 1));
        var group = await Server.DoAsync((Chats chats) => chats.GroupAsync(anna.Id, "Поход", crowd));
        var chat = await ChatAsync(anna, bob);
        await FillAsync(bob, chat, count);

        await anna.GoesToAsync(group);
        await Expect(anna.Page.Locator($"#chat-{group}-count")).ToHaveTextAsync(members);
        await Expect(anna.Row(bob).Locator(".badge")).ToHaveTextAsync(new Regex($"^{count}\\s+не прочитано$"));
        await anna.GoesToAsync(chat);
        await Expect(anna.Page.Locator("#first-unread")).ToHaveTextAsync(unread);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Days_are_called_as_in_russia(bool withScripts)
    {
        var options = Russian;
        options.JavaScriptEnabled = withScripts;
        var anna = await SomebodyAsync("Anna", options);
        var chat = await ChatAsync(anna, anna);
        await FillAsync(anna, chat, 3);
        var now = DateTimeOffset.UtcNow;
        await MoveAsync(chat, 1, new DateTimeOffset(2021, 3, 8, 12, 0, 0, TimeSpan.Zero));
        await MoveAsync(chat, 2, now.AddDays(-1));

        await anna.GoesToAsync(chat);

        await Expect(anna.Page.Locator(".day")).ToHaveTextAsync([new Regex("^8 марта 2021"), new Regex("^Вчера$"), new Regex("^Сегодня$")]);
    }

    async Task IsRussianAsync(Person person, params string[] paths)
    {
        person.Expects("status of 404.*/nowhere");
        foreach (var path in paths)
        {
            await person.GoesToAsync(path);
            await Expect(person.Page.Locator("html")).ToHaveAttributeAsync("lang", "ru");
            Assert.Equal((path, ""), (path, string.Join(' ', await EnglishAsync(person))));
        }
    }

    async Task<IEnumerable<string>> EnglishAsync(Person person)
    {
        var text = await person.Page.EvaluateAsync<string>(Words);
        return Latin().Matches(Ours().Replace(text, "")).Select(word => word.Value).Except(allowed);
    }

    /// <summary>A group in which everything has happened that leaves a line, and a direct chat with something new.</summary>
    async Task<(Person Bob, int Chat, int Said)> TalkAsync(Person anna)
    {
        var bob = await SomebodyAsync("Bob");
        var eve = await SomebodyAsync("Eve");
        var chat = await GroupAsync("Поход", anna, bob);
        await Server.DoAsync(async (Members members) =>
        {
            await members.AddAsync(anna.Id, chat, eve.Id);
            await members.RenameAsync(anna.Id, chat, "Горы");
            await members.ChangeRoleAsync(anna.Id, chat, bob.Id, Role.Admin);
            await members.RemoveAsync(anna.Id, chat, eve.Id);
            await members.AddAsync(anna.Id, chat, eve.Id);
            await members.LeaveAsync(eve.Id, chat);
            return true;
        });
        var deleted = await SaysAsync(bob, chat, "Ой");
        var said = await SaysAsync(anna, chat, "Идём?");
        await Server.DoAsync((Messages messages) => messages.DeleteAsync(bob.Id, deleted.Id));
        await Server.DoAsync((Messages messages) => messages.EditAsync(anna.Id, said.Id, "Пойдём?"));
        await Server.DoAsync((Messages messages) => messages.ReactAsync(bob.Id, said.Id, "👍"));
        await SaysAsync(bob, await ChatAsync(anna, bob), "Привет");
        return (bob, chat, said.Id);
    }

    Task<int> MoveAsync(int chat, int sequence, DateTimeOffset to) => Server.DoAsync((MessengerDb db) =>
        db.Messages.Where(m => m.ChatId == chat && m.Sequence == sequence).ExecuteUpdateAsync(row => row.SetProperty(m => m.CreatedAt, to)));

    // Without passwords, which cost more time than all the rest.
    static async Task<int[]> PeopleAsync(MessengerDb db, int count)
    {
        var first = await db.Users.CountAsync();
        var people = Enumerable.Range(first, count).Select(i => User.New($"member{i}", $"member{i}@example.org", null, new Preferences(), DateTimeOffset.UnixEpoch)).ToList();
        people.ForEach(person => (person.NormalizedUserName, person.NormalizedEmail) = (person.UserName!.ToUpperInvariant(), person.Email!.ToUpperInvariant()));
        db.AddRange(people);
        await db.SaveChangesAsync();
        return [.. people.Select(person => person.Id)];
    }

    /// <summary>Names, initials and addresses of people in these stories, and what they look for.</summary>
    [GeneratedRegex(@"\b(anna|bob|eve)[ .]\d+(@example\.org)?\b|\bmember\d+\b|\b[ABE]\d\d*\b|\bxyz\b|\b\S+@example\.org\b", RegexOptions.IgnoreCase)]
    private static partial Regex Ours();

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex Latin();
}
