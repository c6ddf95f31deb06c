using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>The second step as a person meets it, with scripts and without.</summary>
public sealed class LoggingInByTwoSteps(Chromium chromium, Server server) : Story(chromium, server)
{
    readonly AxeCheck axe = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Is_turned_on_asked_for_and_turned_off(bool withScripts)
    {
        BrowserNewContextOptions Options() => new() { JavaScriptEnabled = withScripts };
        var ann = await SomebodyAsync("Ann", Options());
        await ann.GoesToAsync("/settings");
        await ann.SubmitAsync("[href='/settings/security']");
        await LookAsync(ann, withScripts);
        await ann.Page.FillAsync("#current", Server.Password);
        await ann.SubmitAsync("text=Turn it on");
        await Expect(ann.Page.Locator(".qr-code")).ToBeVisibleAsync();
        await LookAsync(ann, withScripts);
        var app = new Authenticator(await ann.Page.InputValueAsync("#key"));
        await ann.Page.FillAsync("#code", app.CodeAt(DateTimeOffset.UtcNow));
        await ann.SubmitAsync("text=Turn it on");
        var codes = (await ann.Page.InputValueAsync("#codes")).Split('\n');
        Assert.Equal(10, codes.Length);
        await LookAsync(ann, withScripts);
        var file = await ann.Page.RunAndWaitForDownloadAsync(() => ann.Page.ClickAsync("[download]"));
        Assert.Equal(codes, await File.ReadAllLinesAsync(await file.PathAsync(), TestContext.Current.CancellationToken));
        await ann.SubmitAsync("text=I have kept them");
        await Expect(ann.Page.Locator("main")).ToContainTextAsync("10 recovery codes left");
        await LookAsync(ann, withScripts);

        // Another device: the app's next code, after a wrong one.
        var phone = await HalfInAsync(ann, Options());
        await phone.Page.FillAsync("#code", app.WrongCodeAt(DateTimeOffset.UtcNow));
        await phone.SubmitAsync("form:has(#code) button");
        await Expect(phone.Page.Locator("#code-wrong")).ToContainTextAsync("This code is wrong");
        await LookAsync(phone, withScripts);
        await phone.Page.FillAsync("#code", app.CodeAt(DateTimeOffset.UtcNow, stepsLater: 1));
        await phone.SubmitAsync("form:has(#code) button");
        await Expect(phone.Page.Locator("#chats-title")).ToBeVisibleAsync();

        // A third one, where the app is not at hand.
        var tablet = await HalfInAsync(ann, Options());
        await tablet.Page.ClickAsync("summary");
        await tablet.Page.FillAsync("#recovery", codes[0]);
        await tablet.SubmitAsync("text=Log in with it");
        await Expect(tablet.Page.Locator("#chats-title")).ToBeVisibleAsync();

        await ann.GoesToAsync("/settings/security/off");
        await LookAsync(ann, withScripts);
        await ann.Page.FillAsync("#current", Server.Password);
        await ann.Page.FillAsync("#code", codes[1]);
        await ann.SubmitAsync("main button.danger");
        await Expect(ann.Page.Locator("[role=status]").First).ToHaveTextAsync("The second step is off.");
        axe.NothingIsFound();
    }

    async Task<Person> HalfInAsync(Person person, BrowserNewContextOptions options)
    {
        var other = await NewBrowserAsync(person.Name, options);
        other.Expects("status of 422");
        await other.LogInAsync();
        await Expect(other.Page.Locator("h1")).ToHaveTextAsync("One more step");
        return other;
    }

    async Task LookAsync(Person person, bool withScripts)
    {
        if (withScripts)
        {
            await axe.LookAsync(person.Page, new Uri(person.Page.Url).PathAndQuery);
        }
    }
}
