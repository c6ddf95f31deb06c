using System.Text.Json;
using Messenger.Domain;
using Messenger.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>Passkeys in a browser whose authenticator is made by its own tools (WebAuthn in the DevTools protocol).</summary>
public sealed class LoggingInWithPasskeys(Chromium chromium, Server server) : Story(chromium, server)
{
    readonly AxeCheck axe = new();

    [Fact]
    public async Task Takes_neither_password_nor_code()
    {
        var ann = await SomebodyAsync("Ann");
        var finger = await Finger.OfAsync(ann.Page);
        await AddAsync(ann, "My phone");
        await Expect(ann.Page.Locator("main li")).ToContainTextAsync("My phone");
        await Expect(ann.Page.Locator("main li")).ToContainTextAsync("never used");
        await TurnOnAsync(ann);
        await finger.HoldBackAsync();
        await LogOutAsync(ann);
        await axe.LookAsync(ann.Page, "logging in where there are passkeys");

        await finger.TouchAsync();
        await ann.Page.ClickAsync("#passkey-show");

        await Expect(ann.Page.Locator("#chats-title")).ToBeVisibleAsync();
        await ann.GoesToAsync("/settings/passkeys");
        await Expect(ann.Page.Locator("main li")).Not.ToContainTextAsync("never used");
        var kept = await Server.DoAsync((MessengerDb db) => db.UserPasskeys.AsNoTracking().SingleAsync(passkey => passkey.UserId == ann.Id));
        Assert.Equal((await finger.SignCountAsync(), true), (kept.Data.SignCount, kept.Data.IsUserVerified));
        axe.NothingIsFound();
    }

    [Fact]
    public async Task Is_offered_in_the_field_of_the_name()
    {
        var bob = await SomebodyAsync("Bob");
        await Finger.OfAsync(bob.Page);
        await AddAsync(bob, "My laptop");

        // Whoever is there touches it as soon as it is offered.
        await LogOutAsync(bob);

        await Expect(bob.Page.Locator("#chats-title")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Is_over_with_one_that_was_removed()
    {
        var kim = await SomebodyAsync("Kim");
        kim.Expects("status of 422");
        var finger = await Finger.OfAsync(kim.Page);
        await AddAsync(kim, "My phone");
        await kim.SubmitAsync("main li a");
        await axe.LookAsync(kim.Page, "a passkey");
        await kim.Page.FillAsync("#name", "My old phone");
        await kim.SubmitAsync("text=Save");
        await Expect(kim.Page.Locator("main li")).ToContainTextAsync("My old phone");
        await kim.SubmitAsync("main li a");
        await kim.Page.FillAsync("#current", Server.Password);
        await kim.SubmitAsync("text=Remove this passkey");
        await Expect(kim.Page.Locator("main li")).ToHaveCountAsync(0);
        await finger.HoldBackAsync();
        await LogOutAsync(kim);

        await finger.TouchAsync();
        await kim.Page.ClickAsync("#passkey-show");

        await Expect(kim.Page.Locator("[role=alert]")).ToContainTextAsync("This passkey did not log you in.");
        axe.NothingIsFound();
    }

    [Fact]
    public async Task Is_told_of_where_there_are_no_scripts()
    {
        var eve = await SomebodyAsync("Eve", WithoutJavaScript);

        await eve.GoesToAsync("/settings/passkeys");
        await Expect(eve.Page.Locator("#no-passkeys")).ToBeVisibleAsync();
        await LogOutAsync(eve);
        await Expect(eve.Page.Locator("#passkey-show")).ToBeHiddenAsync();
    }

    async Task AddAsync(Person person, string name)
    {
        await person.GoesToAsync("/settings/passkeys");
        await Expect(person.Page.Locator("#no-passkeys")).ToHaveCountAsync(0);
        await axe.LookAsync(person.Page, "passkeys");
        await person.Page.FillAsync("#name", name);
        await person.Page.FillAsync("#current", Server.Password);
        await person.SubmitAsync("text=Add a passkey");
        await axe.LookAsync(person.Page, "making a passkey");
        await person.SubmitAsync("#passkey-make button");
        await Expect(person.Page.Locator("[role=status]").First).ToHaveTextAsync("Saved.");
    }

    static async Task TurnOnAsync(Person person)
    {
        await person.GoesToAsync("/settings/security");
        await person.Page.FillAsync("#current", Server.Password);
        await person.SubmitAsync("text=Turn it on");
        await person.Page.FillAsync("#code", new Authenticator(await person.Page.InputValueAsync("#key")).CodeAt(DateTimeOffset.UtcNow));
        await person.SubmitAsync("text=Turn it on");
        await Expect(person.Page.Locator("#codes")).ToBeVisibleAsync();
    }

    static async Task LogOutAsync(Person person)
    {
        await person.GoesToAsync("/settings");
        await person.SubmitAsync("form[action='/account/logout'] button");
    }

    /// <summary>An authenticator that knows its owner by a finger.</summary>
    sealed class Finger(ICDPSession devtools, string id)
    {
        public static async Task<Finger> OfAsync(IPage page)
        {
            var devtools = await page.Context.NewCDPSessionAsync(page);
            await devtools.SendAsync("WebAuthn.enable");
            var added = await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
            {
                ["options"] = new Dictionary<string, object>
                {
                    ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true,
                    ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
                },
            });
            return new Finger(devtools, added!.Value.GetProperty("authenticatorId").GetString()!);
        }

        public Task TouchAsync() => SetAsync(true);

        public Task HoldBackAsync() => SetAsync(false);

        public async Task<uint> SignCountAsync()
        {
            var all = await devtools.SendAsync("WebAuthn.getCredentials", new Dictionary<string, object> { ["authenticatorId"] = id });
            return all!.Value.GetProperty("credentials").EnumerateArray().Single().GetProperty("signCount").GetUInt32();
        }

        Task<JsonElement?> SetAsync(bool isThere) =>
            devtools.SendAsync("WebAuthn.setAutomaticPresenceSimulation", new Dictionary<string, object> { ["authenticatorId"] = id, ["enabled"] = isThere });
    }
}
