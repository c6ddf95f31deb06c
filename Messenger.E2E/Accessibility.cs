using Messenger.Domain;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>axe finds nothing on any screen, light and dark, wide and narrow.</summary>
public sealed class Accessibility(Chromium chromium, Server server) : Story(chromium, server)
{
    readonly AxeCheck axe = new();

    [Fact]
    public async Task Screens_before_the_log_in()
    {
        var ann = await NewBrowserAsync("Nobody");
        ann.Expects("status of 4(04|22)");

        foreach (var path in new[] { "/account/login", "/account/login?changed=true", "/account/forgot", "/account/forgot?saved=true", "/account/reset", "/account/verify", "/account/verify?saved=true" })
        {
            await LookAtAsync(ann, path);
        }

        await ann.GoesToAsync("/account/register");
        await LookAsync(ann, "registering");
        await ann.Page.FillAsync("[name=username]", "a b");
        await ann.Page.FillAsync("[name=email]", "ann@example.org");
        await ann.Page.FillAsync("[name=password]", Server.Password);
        await ann.SubmitAsync("form button");
        await Expect(ann.Page.Locator(".wrong")).ToHaveCountAsync(1);
        await LookAsync(ann, "registering with an error");
        await LookAtAsync(ann, "/nowhere");

        NothingIsFound();
    }

    [Fact]
    public async Task Screens_of_somebody_who_is_new()
    {
        var ann = await AdminAsync("Ann");

        foreach (var path in new[] { "/", "/search", "/search?q=nobody.is.called.this", "/chats/archive", "/chats/new", "/chats/new/group", "/calls", "/calls/test", "/share", "/outbox", "/offline", "/help", "/settings", "/settings/password", "/settings/devices", "/settings/delete", "/settings/notifications", "/admin", "/admin/people", $"/admin/people/{ann.Id}", "/admin/chats", "/admin/storage", "/admin/jobs", "/admin/settings", "/admin/audit", "/admin/backup", "/help/admin", "/admin/health", "/admin/invitations", "/admin/reports", "/settings/blocked", "/settings/privacy", "/settings/tokens" })
        {
            await LookAtAsync(ann, path);
        }

        await ann.Page.FillAsync("#name", "Weather robot");
        await ann.Page.FillAsync("#current", Server.Password);
        await ann.SubmitAsync("text=Make a token");
        await LookAsync(ann, "a token that was made");

        await ann.GoesToAsync("/admin/invitations");
        await ann.SubmitAsync("text=Make an invitation");
        await LookAsync(ann, "an invitation that was made");
        var address = await ann.Page.InputValueAsync("#address");
        var kim = await NewBrowserAsync("Kim");
        kim.Expects("status of 404");
        await LookAtAsync(kim, new Uri(address).AbsolutePath);
        await LookAtAsync(kim, "/join/AAAA");

        NothingIsFound();
    }

    [Fact]
    public async Task Screens_full_of_people_and_messages()
    {
        var (ann, bob, chat, said) = await TalkAsync();
        await SaysAsync(bob, await ChatAsync(ann, bob), "Not read yet");
        await Server.DoAsync((PersonalChatSettings settings) => DoAsync(settings.MarkUnreadAsync(ann.Id, chat, true)));
        await SaysAsync(bob, await MutedAsync(ann, bob), "Not heard either");
        var notes = await ChatAsync(ann, ann);
        await Server.DoAsync((PersonalChatSettings settings) => DoAsync(settings.ArchiveAsync(ann.Id, notes, true)));

        foreach (var path in new[]
        {
            "/", $"/chats/{chat}", $"/chats/{chat}?reply={said}", $"/chats/{chat}/messages/{said}", $"/chats/{chat}/messages/{said}/forward", $"/chats/{chat}/messages/{said}/forward?q=e", $"/chats/{chat}/chosen/text?{string.Join('&', Enumerable.Range(1, 101).Select(id => $"ids={id}"))}", $"/chats/{chat}/messages/{said}/report", $"/chats/{chat}/pinned", "/chats/archive", $"/chats/{chat}/select?ids={said}", $"/chats/{chat}/chosen/text?ids={said}", $"/chats/{chat}/chosen/forward?ids={said}", $"/chats/{chat}/chosen/delete?ids={said}", $"/chats/{chat}/members", $"/chats/{chat}/invitations", $"/chats/{chat}/notifications", $"/chats/{chat}/files", $"/chats/{await ChatAsync(ann, bob)}",
            $"/search?q={bob.Username}", $"/search?chat={chat}&q=e", $"/people/{bob.Id}", $"/people/{ann.Id}", $"/chats/new?q={bob.Username}", $"/chats/new/group?q={bob.Username}&people={bob.Id}",
        })
        {
            await LookAtAsync(ann, path);
        }

        NothingIsFound();
    }

    [Fact]
    public async Task The_sheet_and_the_menu_over_a_chat()
    {
        var (ann, _, chat, _) = await TalkAsync();
        await ann.GoesToAsync(chat);

        await ann.Page.ClickAsync(".bar .menu > summary");
        await LookAsync(ann, "the menu");
        await ann.Page.ClickAsync(".bar .menu > summary");
        await ann.ActsOnAsync("Mine");
        await ann.Page.ClickAsync("#sheet summary.danger");
        await LookAsync(ann, "the sheet");

        NothingIsFound();
    }

    [Fact]
    public async Task Screens_that_say_no_and_the_live_page()
    {
        var (ann, bob, chat, _) = await TalkAsync();
        bob.Expects("status of 4(03|04|22)");
        await bob.GoesToAsync("/chats/999999");
        await LookAsync(bob, "404");

        // The rename form of a page that was open while the role was taken away.
        await Server.DoAsync((Members members) => DoAsync(members.ChangeRoleAsync(ann.Id, chat, bob.Id, Role.Admin)));
        await bob.GoesToAsync($"/chats/{chat}/members");
        await Server.DoAsync((Members members) => DoAsync(members.ChangeRoleAsync(ann.Id, chat, bob.Id, Role.Member)));
        await bob.Page.FillAsync("#name", "Mine now");
        await bob.SubmitAsync("text=Rename");
        await Expect(bob.Page.Locator("body")).ToContainTextAsync("403");
        await LookAsync(bob, "403");

        await bob.Page.GotoAsync($"/chats/{chat}/live", new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        await Expect(bob.Page.Locator(".message").First).ToBeVisibleAsync();
        await LookAsync(bob, "the live page");

        NothingIsFound();
    }

    [Fact]
    public async Task What_is_wrong_is_found()
    {
        var ann = await NewBrowserAsync("Nobody");
        await ann.GoesToAsync("/account/login");
        await ann.Page.EvaluateAsync("() => { document.querySelector('label[for=email]').remove(); document.querySelector('h1').style.color = 'light-dark(#767676, #333)' }");

        await LookAsync(ann, "spoilt");

        Assert.Contains(axe.Found, found => found.StartsWith("spoilt, 390, light: label"));
        Assert.Contains(axe.Found, found => found.StartsWith("spoilt, 1280, dark: color-contrast"));
    }

    static async Task<bool> DoAsync(Task verb)
    {
        await verb;
        return true;
    }

    async Task LookAtAsync(Person person, string path)
    {
        await person.GoesToAsync(path);
        await LookAsync(person, path);
    }

    Task LookAsync(Person person, string where) => axe.LookAsync(person.Page, where);

    void NothingIsFound() => axe.NothingIsFound();

    /// <summary>A group with every kind of message in it.</summary>
    async Task<int> MutedAsync(Person ann, Person bob)
    {
        var chat = await GroupAsync("Quiet hikers", ann, bob);
        await Server.DoAsync((PersonalChatSettings settings) => DoAsync(settings.MuteAsync(ann.Id, chat, true)));
        return chat;
    }

    async Task<(Person Ann, Person Bob, int Chat, int Said)> TalkAsync()
    {
        var ann = await SomebodyAsync("Ann");
        var bob = await SomebodyAsync("Bob");
        var chat = await GroupAsync("Hikers", ann, bob);
        var said = await SaysAsync(bob, chat, "Look: https://example.org, **bold**, `code`\n> quoted\n\n```\nblock of code\n```\n- one\n- two");
        await SaysAsync(bob, chat, $"And you, @{ann.Username}?");
        var deleted = await SaysAsync(bob, chat, "Never mind");
        var mine = await SaysAsync(ann, chat, "Min");
        await Server.DoAsync((Messages messages) => messages.DeleteAsync(bob.Id, deleted.Id));
        await Server.DoAsync((Messages messages) => messages.EditAsync(ann.Id, mine.Id, "Mine"));
        await Server.DoAsync((Messages messages) => messages.ReactAsync(bob.Id, mine.Id, "🎉"));
        await Server.DoAsync((Messages messages) => messages.ReactAsync(ann.Id, said.Id, "👍"));
        await Server.DoAsync((Messages messages) => messages.PinAsync(ann.Id, said.Id, true));
        await Server.DoAsync((Messages messages) => messages.ForwardAsync(ann.Id, said.Id, chat));
        await Server.DoAsync((Messages messages) => messages.PostAsync(ann.Id, chat, "An answer", replyTo: said.Id));
        await SaysAsync(bob, chat, "Not read yet");
        return (ann, bob, chat, said.Id);
    }
}
