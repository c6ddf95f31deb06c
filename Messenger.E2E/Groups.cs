using Messenger.Domain;
using Messenger.Tests;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>Ann owns a group, Bob is in it, Eve comes and goes; nobody reloads a page.</summary>
public sealed class Groups(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task A_new_group_appears_in_everybodys_list()
    {
        var (ann, bob, eve) = await ThreeAsync();
        await bob.IsLiveAsync();
        await eve.IsLiveAsync();

        await ann.GoesToAsync("/chats/new/group");
        await ann.Page.FillAsync("[name=name]", "Hikers");
        foreach (var other in new[] { bob, eve })
        {
            await ann.Page.FillAsync("main [name=q]", other.Username);
            await ann.Page.CheckAsync($"#tick-{other.Id}");
            await Expect(ann.Page.Locator($".chip:has-text('{other.Name}')")).ToBeVisibleAsync();
        }

        await ann.SubmitAsync("button:has-text('Create the group of 3')");

        await Expect(ann.Page.Locator(".thread-who")).ToContainTextAsync("3 members");
        foreach (var other in new[] { bob, eve })
        {
            await Expect(other.Page.Locator(".chat-row")).ToContainTextAsync("Hikers");
            await Expect(other.Page.Locator(".chat-row")).ToContainTextAsync($"{ann.Name} created the group");
        }
    }

    [Fact]
    public async Task What_one_says_everybody_hears()
    {
        var (ann, bob, eve) = await ThreeAsync();
        await GatherAsync(ann, bob, eve);

        await ann.SaysAsync("Shall we go?");
        await bob.SeesAsync("Shall we go?");
        await eve.SeesAsync("Shall we go?");
        await bob.SaysAsync("On Sunday");
        await eve.SeesAsync("On Sunday");
        await eve.SaysAsync("I am in");

        foreach (var person in new[] { ann, bob, eve })
        {
            await person.SeesAsync("I am in");
            Assert.Equal(["Shall we go?", "On Sunday", "I am in"], await person.SeenTextsAsync());
        }

        await Expect(ann.Said("I am in").Locator(".author")).ToHaveTextAsync(eve.Name);
    }

    [Fact]
    public async Task Whoever_is_removed_is_told_and_hears_nothing_more()
    {
        var (ann, bob, eve) = await ThreeAsync();
        var chat = await GatherAsync(ann, bob, eve);
        await ann.SaysAsync("Welcome");
        await eve.SeesAsync("Welcome");

        // Her page may just be saying that she has read something.
        eve.Expects("404.*/read");
        await DoAsync(members => members.RemoveAsync(ann.Id, chat, eve.Id));
        await Expect(eve.Page.Locator("#messages")).ToContainTextAsync("You are no longer in this chat.");
        await eve.SeesNoMoreAsync("Welcome");
        await Expect(eve.Page.Locator(".chat-row")).ToHaveCountAsync(0);

        await ann.SaysAsync("Just us now");
        await bob.SeesAsync("Just us now");
        // Events come in order: what arrives after it would have arrived before this.
        await SaysAsync(bob, await ChatAsync(bob, eve), "Sorry, Eve");
        await Expect(eve.Page.Locator(".chat-row")).ToContainTextAsync("Sorry, Eve");
        await Expect(eve.Page.Locator("body")).Not.ToContainTextAsync("Just us now");
    }

    [Fact]
    public async Task Whoever_is_added_sees_what_was_said_before()
    {
        var (ann, bob, eve) = await ThreeAsync();
        var chat = await GroupAsync("Hikers", ann, bob);
        await SaysAsync(ann, chat, "Before Eve");
        await eve.IsLiveAsync();
        await ann.GoesToAsync($"/chats/{chat}/members");

        await ann.Page.FillAsync("#add [name=q]", eve.Username);
        await ann.SubmitAsync($"#others button:has-text('{eve.Name}')");

        await eve.OpensAsync("Hikers");
        await eve.SeesAsync("Before Eve");
        await Expect(eve.Page.Locator("#first-unread")).ToHaveCountAsync(0);
        await eve.SaysAsync("Thank you");
        await Expect(ann.Page.Locator(".chat-row")).ToContainTextAsync("Thank you");
    }

    [Fact]
    public async Task A_new_name_is_everywhere_at_once()
    {
        var (ann, bob, eve) = await ThreeAsync();
        var chat = await GatherAsync(ann, bob, eve);
        await ann.GoesToAsync($"/chats/{chat}/members");

        await ann.Page.FillAsync("#name", "Climbers");
        await ann.SubmitAsync("text=Rename");

        foreach (var other in new[] { bob, eve })
        {
            await Expect(other.Page.Locator("h1")).ToHaveTextAsync("Climbers");
            await Expect(other.Page.Locator(".chat-row .chat-name")).ToHaveTextAsync("Climbers");
            await Expect(other.Page.Locator("#messages .system").Last).ToHaveTextAsync($"{ann.Name} named the group “Climbers”");
        }
    }

    [Fact]
    public async Task The_number_of_members_is_right_while_they_come_and_go()
    {
        var (ann, bob, eve) = await ThreeAsync();
        var chat = await GatherAsync(ann, bob);
        var count = bob.Page.Locator($"#chat-{chat}-count");
        await Expect(count).ToHaveTextAsync("2 members");

        await DoAsync(members => members.AddAsync(ann.Id, chat, eve.Id));
        await Expect(count).ToHaveTextAsync("3 members");
        await DoAsync(members => members.LeaveAsync(eve.Id, chat));
        await Expect(count).ToHaveTextAsync("2 members");
        await Expect(bob.Page.Locator("#messages .system").Last).ToHaveTextAsync($"{eve.Name} left the group");
    }

    [Fact]
    public async Task Everybody_is_offered_what_their_role_allows()
    {
        var (ann, bob, eve) = await ThreeAsync();
        var cid = await SomebodyAsync("Cid");
        var chat = await GroupAsync("Hikers", ann, bob, eve, cid);
        await DoAsync(members => members.ChangeRoleAsync(ann.Id, chat, bob.Id, Role.Admin));
        foreach (var person in new[] { ann, bob, eve })
        {
            await person.GoesToAsync($"/chats/{chat}/members");
        }

        await OffersAsync(ann, managing: true, menus: [bob, eve, cid], roles: true);
        await OffersAsync(bob, managing: true, menus: [eve, cid], roles: false);
        await OffersAsync(eve, managing: false, menus: [], roles: false);
    }

    [Fact]
    public async Task The_newest_stands_first_also_among_those_of_one_second()
    {
        var (ann, bob, _) = await ThreeAsync();
        var (one, other) = (await GroupAsync("Hikers", ann, bob), await GroupAsync("Climbers", ann, bob));
        await bob.GoesToAsync("/");
        await bob.IsLiveAsync();

        for (var n = 1; n <= 10; n++)
        {
            var up = await SaysAsync(ann, one, $"up {n}");
            // Times are told to the millisecond.
            await Eventually.TrueAsync(() => DateTimeOffset.UtcNow - up.At >= TimeSpan.FromMilliseconds(2));
            await SaysAsync(ann, other, $"down {n}");
            await Expect(bob.Page.Locator(".chat-row").First).ToContainTextAsync($"down {n}");
        }
    }

    static async Task OffersAsync(Person person, bool managing, Person[] menus, bool roles)
    {
        await Expect(person.Page.Locator("text=Leave the group")).ToHaveCountAsync(1);
        await Expect(person.Page.Locator("text=Rename")).ToHaveCountAsync(managing ? 1 : 0);
        await Expect(person.Page.Locator("#add")).ToHaveCountAsync(managing ? 1 : 0);
        await Expect(person.Page.Locator("[id^=member-] .menu")).ToHaveCountAsync(menus.Length);
        foreach (var other in menus)
        {
            await Expect(person.Page.Locator($"#member-{other.Id} .menu button:has-text('Remove')")).ToHaveCountAsync(1);
            await Expect(person.Page.Locator($"#member-{other.Id} .menu summary:has-text('Hand over')")).ToHaveCountAsync(roles ? 1 : 0);
        }
    }

    async Task<(Person Ann, Person Bob, Person Eve)> ThreeAsync() =>
        (await SomebodyAsync("Ann"), await SomebodyAsync("Bob"), await SomebodyAsync("Eve"));

    /// <summary>A group of these, all looking at it.</summary>
    async Task<int> GatherAsync(Person owner, params Person[] others)
    {
        var chat = await GroupAsync("Hikers", owner, others);
        foreach (var person in others.Prepend(owner))
        {
            await person.GoesToAsync(chat);
        }

        return chat;
    }

    Task DoAsync(Func<Members, Task> verb) => Server.DoAsync(async (Members members) =>
    {
        await verb(members);
        return true;
    });
}
