using System.Text.RegularExpressions;
using Messenger.Domain;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>What is put away, marked, pinned and passed on, live on every page it concerns.</summary>
public sealed class KeepingThingsInOrder(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task An_archived_chat_is_found_in_the_archive_and_comes_back_when_somebody_writes()
    {
        var (ann, bob) = (await SomebodyAsync("Ann", Phone), await SomebodyAsync("Bob"));
        var chat = await ChatAsync(ann, bob);
        await SaysAsync(bob, chat, "Hello");
        await SaysAsync(ann, await GroupAsync("Hikers", ann), "Boots");
        var laptop = await AnotherDeviceAsync(ann);
        await laptop.IsLiveAsync();
        await ann.GoesToAsync(chat);

        await ann.Page.ClickAsync("summary[aria-label=More]");
        await ann.SubmitAsync(".menu >> text=Archive");

        await Expect(ann.Row(bob)).ToHaveCountAsync(0);
        await Expect(laptop.Row(bob)).ToHaveCountAsync(0);
        await Expect(laptop.Page.Locator(".in-archive")).ToContainTextAsync("Archive (1)");
        await ann.Page.ClickAsync(".in-archive a");
        await ann.ArrivesAsync("/chats/archive$");
        await Expect(ann.Page.Locator("main .card")).ToContainTextAsync(bob.Name);
        await ann.SubmitAsync("main >> text=Take out");
        await Expect(ann.Page.Locator("main")).ToContainTextAsync("The archive is empty");
        await Expect(laptop.Row(bob)).ToHaveCountAsync(1);

        await Server.DoAsync(async (PersonalChatSettings settings) =>
        {
            await settings.ArchiveAsync(ann.Id, chat, true);
            return chat;
        });
        await Expect(laptop.Row(bob)).ToHaveCountAsync(0);
        await SaysAsync(bob, chat, "Are you there?");
        await Expect(laptop.Row(bob)).ToContainTextAsync("Are you there?");
        await Expect(laptop.Page.Locator(".in-archive")).ToHaveCountAsync(0);

        // While it is open its row is there all the same.
        await laptop.GoesToAsync(chat);
        await laptop.IsLiveAsync();
        await Server.DoAsync(async (PersonalChatSettings settings) =>
        {
            await settings.ArchiveAsync(ann.Id, chat, true);
            return chat;
        });
        await Expect(laptop.Page.Locator(".in-archive")).ToContainTextAsync("Archive (1)");
        await SaysAsync(bob, chat, "I can see you");
        await Expect(laptop.Page.Locator(".in-archive")).ToHaveCountAsync(0);
        await Expect(laptop.Row(bob).Locator("use[href$='#archive']")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_happens_to_what_is_in_the_archive_is_seen_there()
    {
        var (ann, bob) = (await SomebodyAsync("Ann"), await SomebodyAsync("Bob"));
        var chat = await ChatAsync(ann, bob);
        await SaysAsync(bob, chat, "Hello");
        await PutAwayAsync(isMuted: true);
        await ann.GoesToAsync("/chats/archive");
        await ann.IsLiveAsync();
        var row = ann.Page.Locator("#archived .item");
        await Expect(row).ToContainTextAsync("Hello");

        // A muted one stays.
        await SaysAsync(bob, chat, "Are you there?");
        await Expect(row).ToContainTextAsync("Are you there?");
        await Expect(row.Locator(".badge b")).ToHaveTextAsync("2");
        await Server.DoAsync(async (ReadReceipts receipts) =>
        {
            await receipts.ReadAsync(ann.Id, chat, 2);
            return chat;
        });
        await Expect(row.Locator(".badge")).ToHaveCountAsync(0);

        await PutAwayAsync(isMuted: false);
        await SaysAsync(bob, chat, "I can see you");
        await Expect(ann.Page.Locator("#archived")).ToContainTextAsync("The archive is empty");
        await Expect(ann.Row(bob)).ToContainTextAsync("I can see you");

        Task PutAwayAsync(bool isMuted) => Server.DoAsync(async (PersonalChatSettings settings) =>
        {
            await settings.MuteAsync(ann.Id, chat, isMuted);
            await settings.ArchiveAsync(ann.Id, chat, true);
            return chat;
        });
    }

    [Fact]
    public async Task A_chat_marked_as_unread_shows_a_dot_until_it_is_opened_and_counts_in_no_title()
    {
        var (ann, bob) = (await SomebodyAsync("Ann"), await SomebodyAsync("Bob"));
        var chat = await ChatAsync(ann, bob);
        await SaysAsync(ann, chat, "Later");
        var phone = await AnotherDeviceAsync(ann, Phone);
        await phone.IsLiveAsync();
        await ann.GoesToAsync(chat);

        await ann.Page.ClickAsync("summary[aria-label=More]");
        await ann.SubmitAsync(".menu >> text=Mark as unread");

        foreach (var device in new[] { ann, phone })
        {
            await Expect(device.Row(bob).Locator(".badge")).ToBeVisibleAsync();
            await Expect(device.Row(bob).Locator(".badge b")).ToHaveTextAsync("");
            Assert.DoesNotContain("(", await device.Page.TitleAsync());
        }

        await phone.OpensAsync(bob);
        await Expect(ann.Row(bob).Locator(".badge")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Pinned_messages_stand_above_the_chat_and_lead_to_where_they_were_said()
    {
        var (ann, bob) = (await SomebodyAsync("Ann"), await SomebodyAsync("Bob", Phone));
        var chat = await GroupAsync("Hikers", ann, bob);
        await SaysAsync(ann, chat, "The hut is booked");
        await FillAsync(ann, chat, 60);
        var meet = await SaysAsync(ann, chat, "We meet at eight");
        await Server.DoAsync((Messages messages) => messages.PinAsync(ann.Id, meet.Id, true));
        var hut = (await Server.DoAsync((History history) => history.NewerAsync(ann.Id, chat, 0))).Messages.Single(message => message.Text.StartsWith("The hut"));
        await bob.GoesToAsync(chat);
        var bar = bob.Page.Locator($"#chat-{chat}-pinned");
        await Expect(bar).ToContainTextAsync("We meet at eight");
        await ann.GoesToAsync($"/chats/{chat}?around=1");
        await ann.IsLiveAsync();

        await ann.ActsOnAsync("The hut is booked");
        await ann.Page.ClickAsync("#sheet form[action$='/pin'] button");

        await Expect(bar).ToContainTextAsync("2 pinned");
        await Expect(ann.Said("The hut is booked").Locator(".meta")).ToContainTextAsync("Pinned");
        await bar.Locator("a").First.ClickAsync();
        await Expect(bar).ToContainTextAsync("The hut is booked");
        await bar.Locator("a").First.ClickAsync();
        await Expect(bob.Page.Locator($"#message-{hut.Id}")).ToBeInViewportAsync();
        await Expect(bar).ToContainTextAsync("We meet at eight");
        await bob.IsLiveAsync();

        await Server.DoAsync((Messages messages) => messages.EditAsync(ann.Id, meet.Id, "We meet at nine"));
        await Expect(bar).ToContainTextAsync("We meet at nine");
        await Server.DoAsync((Messages messages) => messages.DeleteAsync(ann.Id, meet.Id));
        await Expect(bar).ToContainTextAsync("1 pinned");
        await ann.GoesToAsync($"/chats/{chat}/pinned");
        await ann.SubmitAsync("main button[title=Unpin]");
        await Expect(ann.Page.Locator("main")).ToContainTextAsync("Nothing is pinned");
        await Expect(bar).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Several_messages_are_copied_forwarded_and_mine_deleted()
    {
        var (ann, bob) = (await SomebodyAsync("Ann"), await SomebodyAsync("Bob"));
        var chat = await ChatAsync(ann, bob);
        foreach (var text in new[] { "Bread", "Milk", "Salt" })
        {
            await SaysAsync(ann, chat, text);
        }

        await SaysAsync(bob, chat, "And tea");
        await ann.GoesToAsync(chat);
        await ann.ActsOnAsync("Milk");
        await ann.Page.ClickAsync("#sheet >> text=Select several");
        await ann.ArrivesAsync("/select");
        await ann.Page.CheckAsync(".person:has-text('And tea') input");

        await ann.Page.ClickAsync("button[title='Copy as text']");
        await Expect(ann.Page.Locator("#chosen")).ToHaveValueAsync(new Regex($@"^\[.*\] {ann.Name}: Milk\n\[.*\] {bob.Name}: And tea$"));
        await ann.Page.GoBackAsync();
        await ann.Page.ClickAsync("button[title='Forward']");
        await ann.Page.CheckAsync($"#targets .person:has-text('{bob.Name}') input");
        await ann.SubmitAsync("main form.stack button");
        await ann.ArrivesAsync($"/chats/{chat}$");
        await Expect(ann.Said("And tea")).ToContainTextAsync($"Forwarded from {bob.Name}");
        await Expect(ann.Messages).ToHaveCountAsync(6);

        await ann.GoesToAsync($"/chats/{chat}/select");
        await ann.Page.CheckAsync(".person:has-text('Salt') input");
        await ann.Page.ClickAsync("button[title='Delete mine']");
        await ann.SubmitAsync("main >> text=Delete 1 message");
        await ann.ArrivesAsync($"/chats/{chat}$");
        await ann.SeesNoMoreAsync("Salt");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whom_one_has_not_written_to_yet_is_found_by_name(bool hasScripts)
    {
        var (ann, dora) = (await SomebodyAsync("Ann", hasScripts ? null : WithoutJavaScript), await SomebodyAsync("Dora"));
        var notes = await ChatAsync(ann, ann);
        var said = await SaysAsync(ann, notes, "The plan");
        await dora.IsLiveAsync();
        await ann.GoesToAsync($"/chats/{notes}/messages/{said.Id}/forward");

        await ann.Page.FillAsync("main input[name=q]", dora.Name);
        if (!hasScripts)
        {
            await ann.SubmitAsync("main form[role=search] button");
        }

        await ann.Page.CheckAsync($"#targets .person:has-text('{dora.Name}') input");
        await ann.SubmitAsync("main form.stack button");

        await ann.SeesAsync("The plan");
        await Expect(dora.Row(ann)).ToContainTextAsync("The plan");
    }

    [Fact]
    public async Task A_photo_is_forwarded_by_keyboard_to_who_is_looked_for()
    {
        var (ann, bob, carl) = (await SomebodyAsync("Ann"), await SomebodyAsync("Bob"), await SomebodyAsync("Carl"));
        var (from, to) = (await ChatAsync(ann, bob), await ChatAsync(bob, carl));
        await ann.GoesToAsync(from);
        await carl.GoesToAsync(to);
        await bob.GoesToAsync(from);
        await ann.AttachesAsync(new FilePayload { Name = "sea.jpg", MimeType = "image/jpeg", Buffer = Pictures.Jpeg(1200, 800) });
        await ann.TypesAsync("At the sea");
        await bob.SeesAsync("At the sea");

        await bob.ActsOnAsync("At the sea");
        await bob.Page.ClickAsync("#sheet >> text=Forward");
        await bob.ArrivesAsync("/forward$");
        await bob.Page.FillAsync("main input[name=q]", "carl");
        await Expect(bob.Page.Locator("#targets .person")).ToHaveCountAsync(1);
        await bob.Page.FocusAsync("#targets input");
        await bob.Page.Keyboard.PressAsync("Space");
        await bob.Page.Keyboard.PressAsync("Enter");

        await bob.ArrivesAsync($"/chats/{to}$");
        var copy = carl.Messages.Last;
        await Expect(copy).ToContainTextAsync($"Forwarded from {ann.Name}");
        await carl.Page.UntilAsync("() => document.querySelector('.pictures img')?.naturalWidth > 0");
        Assert.Equal(bob.Id.ToString(), await copy.GetAttributeAsync("data-author"));
    }
}
