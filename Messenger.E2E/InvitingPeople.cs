using Messenger.Domain;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

public sealed class InvitingPeople(Chromium chromium, InvitedServer server) : Story(chromium, server), IClassFixture<InvitedServer>
{
    static int count;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Brings_a_stranger_and_a_friend_into_a_group(bool withScripts)
    {
        var ann = await OwnerAsync(new BrowserNewContextOptions { JavaScriptEnabled = withScripts });
        var group = await GroupAsync("Hikers", ann);
        await ann.GoesToAsync($"/chats/{group}/members");
        await ann.SubmitAsync("main a:has-text('Invitations')");
        await ann.Page.FillAsync("#note", "The club");
        await ann.Page.FillAsync("#uses", "2");
        await ann.SubmitAsync("text=Make an invitation");
        await Expect(ann.Page.GetByRole(AriaRole.Img, new PageGetByRoleOptions { Name = "QR code of the address" })).ToBeVisibleAsync();
        var path = new Uri(await ann.Page.InputValueAsync("#address")).AbsolutePath;

        var kim = await NewBrowserAsync($"Kim {withScripts}", new BrowserNewContextOptions { JavaScriptEnabled = withScripts });
        await kim.GoesToAsync(path);
        await Expect(kim.Page.Locator("h1")).ToHaveTextAsync("You are invited");
        await kim.Page.FillAsync("[name=username]", kim.Username);
        await kim.Page.FillAsync("[name=email]", $"{kim.Username}@example.org");
        await kim.Page.FillAsync("[name=password]", Server.Password);
        await kim.SubmitAsync("text=Create the account");
        await kim.OpensAsync("Hikers");
        await Expect(kim.Page.Locator("#messages")).ToContainTextAsync("joined by an invitation");

        // On another device, where Kim is not logged in yet: through the log-in and back.
        var id = int.Parse((await kim.Page.GetAttributeAsync("body", "data-me"))!);
        await Server.DoAsync(async (Members members) =>
        {
            await members.LeaveAsync(id, group);
            return true;
        });
        var phone = await NewBrowserAsync(kim.Name, new BrowserNewContextOptions { JavaScriptEnabled = withScripts });
        await phone.GoesToAsync(path);
        await phone.SubmitAsync("main a:text-is('Log in')");
        await phone.Page.FillAsync("[name=email]", kim.Username);
        await phone.Page.FillAsync("[name=password]", Server.Password);
        await phone.SubmitAsync("form[action^='/account/login'] button");
        await phone.SubmitAsync("text=Join the group");
        await phone.ArrivesAsync($"/chats/{group}$");

        await ann.GoesToAsync($"/chats/{group}/invitations");
        await Expect(ann.Page.Locator("main li")).ToContainTextAsync("used 2 of 2");
        await Expect(ann.Page.Locator("main li .role")).ToHaveTextAsync("used up");
    }

    /// <summary>Somebody whose account is there already, as nobody makes one here by themselves.</summary>
    async Task<Person> OwnerAsync(BrowserNewContextOptions options)
    {
        var ann = await NewBrowserAsync($"Ann {++count}", options);
        var isFirst = await Server.DoAsync((Accounts accounts) => accounts.RegistrationAsync()) is Registration.First;
        var invitation = isFirst ? null : await Server.DoAsync(async (Sessions sessions) => await sessions.FindAsync((await sessions.StartAsync(1, "Browser", "::1")).Id, "::1")) is { } admin
            ? (await Server.DoAsync((Invitations invitations) => invitations.CreateAsync(admin, new InvitationWish()))).Secret : null;
        var user = await Server.DoAsync((Accounts accounts) => accounts.RegisterAsync(ann.Username, $"{ann.Username}@example.org", Server.Password, ann.Name, new Preferences(), invitation));
        ann.Id = user.Id;
        await ann.LogInAsync();
        return ann;
    }
}
