using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

public sealed class GroupsWithoutJavaScript(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task A_group_is_made_of_people_found_in_two_searches()
    {
        var (ann, bob, eve) = await ThreeAsync();
        var cid = await SomebodyAsync("Cid", WithoutJavaScript);
        await ann.GoesToAsync("/chats/new");
        await ann.SubmitAsync("text=New group");
        await ann.Page.FillAsync("[name=name]", "Hikers");

        foreach (var other in new[] { bob, cid, eve })
        {
            await ann.Page.FillAsync("main [name=q]", other.Username);
            await ann.SubmitAsync("main button:text-is('Find')");
            await ann.Page.CheckAsync($"#tick-{other.Id}");
        }

        // What is ticked below a search comes along with the next, and can be let go again.
        await ann.SubmitAsync("main button:text-is('Find')");
        await ann.SubmitAsync($".chip:has-text('{cid.Name}')");
        await Expect(ann.Page.Locator("[name=name]")).ToHaveValueAsync("Hikers");
        await ann.SubmitAsync("button:has-text('Create the group of 3')");

        await Expect(ann.Page.Locator(".thread-who")).ToContainTextAsync("3 members");
        await Expect(ann.Page.Locator("#messages .system")).ToHaveTextAsync($"{ann.Name} created the group “Hikers”");
        foreach (var other in new[] { bob, eve })
        {
            await other.ReloadsAsync();
            await other.OpensAsync("Hikers");
        }

        await cid.ReloadsAsync();
        await Expect(cid.Page.Locator(".chat-row")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_group_without_a_name_keeps_who_was_ticked()
    {
        var (ann, bob, _) = await ThreeAsync();
        ann.Expects("status of 422");
        await ann.GoesToAsync($"/chats/new/group?q={bob.Username}");
        await ann.Page.CheckAsync($"#tick-{bob.Id}");

        await ann.SubmitAsync("button:has-text('Create the group')");

        await Expect(ann.Page.Locator("#name-wrong")).ToBeVisibleAsync();
        await Expect(ann.Page.Locator($"#tick-{bob.Id}")).ToBeCheckedAsync();
    }

    [Fact]
    public async Task Somebody_is_added_renames_and_leaves()
    {
        var (ann, bob, eve) = await ThreeAsync();
        var chat = await GroupAsync("Hikers", ann, bob);
        await ann.GoesToAsync(chat);
        await ann.SubmitAsync(".thread-who");

        await ann.Page.FillAsync("#add [name=q]", eve.Username);
        await ann.SubmitAsync("#add button:text-is('Find')");
        await ann.SubmitAsync($"#others button:has-text('{eve.Name}')");
        await Expect(ann.Page.Locator($"#member-{eve.Id}")).ToBeVisibleAsync();
        await ann.Page.FillAsync("#name", "Climbers");
        await ann.SubmitAsync("text=Rename");
        await Expect(ann.Page.Locator("h2 bdi").First).ToHaveTextAsync("Climbers");

        await eve.ReloadsAsync();
        await eve.OpensAsync("Climbers");
        await eve.SubmitAsync(".thread-who");
        await eve.Page.ClickAsync("summary:has-text('Leave the group')");
        await eve.SubmitAsync("button:text-is('Leave')");
        Assert.Equal("/", new Uri(eve.Page.Url).PathAndQuery);
        await Expect(eve.Page.Locator(".chat-row")).ToHaveCountAsync(0);

        await ann.GoesToAsync(chat);
        await Expect(ann.Page.Locator("#messages .system")).ToHaveTextAsync([
            $"{ann.Name} created the group “Hikers”", $"{ann.Name} added {eve.Name}",
            $"{ann.Name} named the group “Climbers”", $"{eve.Name} left the group"]);
        await ann.SubmitAsync($".system:has-text('left the group') a:has-text('{eve.Name}')");
        Assert.Equal($"/people/{eve.Id}", new Uri(ann.Page.Url).AbsolutePath);
    }

    [Fact]
    public async Task Whoever_is_removed_finds_nothing_there()
    {
        var (ann, bob, eve) = await ThreeAsync();
        eve.Expects("status of 404");
        var chat = await GroupAsync("Hikers", ann, bob, eve);
        await eve.GoesToAsync(chat);

        await ann.GoesToAsync($"/chats/{chat}/members");
        await ann.Page.ClickAsync($"#member-{eve.Id} summary");
        await ann.SubmitAsync($"#member-{eve.Id} button:has-text('Remove')");
        await Expect(ann.Page.Locator($"#member-{eve.Id}")).ToHaveCountAsync(0);

        await eve.Page.FillAsync("#text", "Am I still here?");
        await eve.SubmitAsync(".composer-send");
        await Expect(eve.Page.Locator("h1")).ToHaveTextAsync("There is nothing here");
        Assert.Equal(404, (await eve.GoesToAsync($"/chats/{chat}"))!.Status);
    }

    [Fact]
    public async Task The_owner_makes_an_admin_and_hands_the_group_over()
    {
        var (ann, bob, eve) = await ThreeAsync();
        var chat = await GroupAsync("Hikers", ann, bob, eve);
        await ann.GoesToAsync($"/chats/{chat}/members");

        await ann.Page.ClickAsync($"#member-{bob.Id} summary");
        await ann.SubmitAsync($"#member-{bob.Id} button:has-text('Make an admin')");
        await Expect(ann.Page.Locator($"#member-{bob.Id} .role")).ToHaveTextAsync("Admin");
        await ann.Page.Locator($"#member-{bob.Id} summary").First.ClickAsync();
        await ann.Page.ClickAsync($"#member-{bob.Id} summary:has-text('Hand over')");
        await ann.SubmitAsync($"#member-{bob.Id} button:has-text('becomes the owner')");

        await Expect(ann.Page.Locator($"#member-{bob.Id} .role")).ToHaveTextAsync("Owner");
        await Expect(ann.Page.Locator($"#member-{ann.Id} .role")).ToHaveTextAsync("Admin");
        await Expect(ann.Page.Locator($"#member-{bob.Id} summary")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_chat_is_pinned_and_muted()
    {
        var (ann, bob, eve) = await ThreeAsync();
        var old = await ChatAsync(ann, bob);
        await SaysAsync(bob, old, "Old");
        await SaysAsync(eve, await ChatAsync(ann, eve), "New");
        await ann.GoesToAsync(old);
        await Expect(ann.Page.Locator(".chat-row").First).ToContainTextAsync(eve.Name);

        await MenuAsync(ann, "Pin");
        await Expect(ann.Page.Locator(".chat-row").First).ToContainTextAsync(bob.Name);
        await Expect(ann.Page.Locator(".chat-row").First).ToContainTextAsync("Pinned");
        await MenuAsync(ann, "Mute");
        await Expect(ann.Page.Locator(".chat-row").First).ToContainTextAsync("Muted");

        await MenuAsync(ann, "Unpin");
        await MenuAsync(ann, "Unmute");
        await Expect(ann.Page.Locator(".chat-row").First).ToContainTextAsync(eve.Name);
        await Expect(ann.Page.Locator(".chat-row").Last).Not.ToContainTextAsync("Muted");
    }

    static async Task MenuAsync(Person person, string item)
    {
        await person.Page.ClickAsync(".bar .menu > summary");
        await person.SubmitAsync($".menu-item:text-is('{item}')");
    }

    async Task<(Person Ann, Person Bob, Person Eve)> ThreeAsync() => (
        await SomebodyAsync("Ann", WithoutJavaScript), await SomebodyAsync("Bob", WithoutJavaScript), await SomebodyAsync("Eve", WithoutJavaScript));
}
