using System.Text.RegularExpressions;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

public sealed class AccountWithoutJavaScript(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task A_refused_registration_keeps_what_was_typed()
    {
        var ann = await SomebodyAsync("Ann", WithoutJavaScript);
        var twin = await NewBrowserAsync("Another Ann", WithoutJavaScript);
        twin.Expects("status of 422");

        await twin.GoesToAsync("/account/register");
        await twin.Page.FillAsync("[name=full_name]", "Another Ann");
        await twin.Page.FillAsync("[name=username]", ann.Username);
        await twin.Page.FillAsync("[name=email]", "another@example.org");
        await twin.Page.FillAsync("[name=password]", Server.Password);
        await twin.SubmitAsync("form button");
        await Expect(twin.Page.Locator("#username-wrong")).ToHaveTextAsync("This username is taken.");
        await Expect(twin.Page.Locator("[name=full_name]")).ToHaveValueAsync("Another Ann");

        await twin.Page.FillAsync("[name=username]", "another.ann");
        await twin.Page.FillAsync("[name=password]", Server.Password);
        await twin.SubmitAsync("form button");
        await Expect(twin.Page.Locator("#chats-title")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_look_is_chosen_and_stays()
    {
        var ann = await SomebodyAsync("Ann", WithoutJavaScript);
        await ann.GoesToAsync("/settings");
        var html = ann.Page.Locator("html");

        await ann.Page.CheckAsync("[name=theme][value=dark]", new PageCheckOptions { Force = true });
        await ann.SubmitAsync("text=Use this look");
        await Expect(html).ToHaveCSSAsync("color-scheme", "dark");
        await ann.Page.CheckAsync("[name=theme][value=light]", new PageCheckOptions { Force = true });
        await ann.Page.CheckAsync("[name=density][value=compact]", new PageCheckOptions { Force = true });
        await ann.Page.CheckAsync("[name=language][value=ru]", new PageCheckOptions { Force = true });
        await ann.Page.SelectOptionAsync("[name=time_zone]", "Asia/Tokyo");
        await ann.SubmitAsync("text=Use this look");

        await ann.GoesToAsync("/settings");
        await Expect(html).ToHaveCSSAsync("color-scheme", "light");
        await Expect(html).ToHaveAttributeAsync("data-density", "compact");
        await Expect(html).ToHaveAttributeAsync("lang", "ru");
        await Expect(ann.Page.Locator("[name=time_zone]")).ToHaveValueAsync("Asia/Tokyo");
    }

    [Fact]
    public async Task A_time_is_in_the_zone_of_the_profile()
    {
        var ann = await SomebodyAsync("Ann", WithoutJavaScript);
        var chat = await ChatAsync(ann, ann);
        var said = await SaysAsync(ann, chat, "What time is it?");
        await ann.GoesToAsync("/settings");
        await ann.Page.SelectOptionAsync("[name=time_zone]", "Asia/Kolkata");
        await ann.SubmitAsync("text=Use this look");

        await ann.GoesToAsync(chat);

        await Expect(ann.Said("What time is it?").Locator("time")).ToHaveTextAsync($"{said.At.ToOffset(TimeSpan.FromHours(5.5)):HH:mm}");
    }

    [Fact]
    public async Task The_profile_is_changed_and_others_see_it()
    {
        var ann = await SomebodyAsync("Ann", WithoutJavaScript);
        var bob = await SomebodyAsync("Bob", WithoutJavaScript);
        await ann.GoesToAsync("/settings");
        await ann.Page.FillAsync("[name=full_name]", $"Anna {ann.Id}");
        await ann.Page.FillAsync("[name=status]", "In the mountains");
        await ann.SubmitAsync("button:text-is('Save')");
        await Expect(ann.Page.Locator("[role=status]").First).ToHaveTextAsync("Saved.");

        await bob.GoesToAsync($"/people/{ann.Id}");

        await Expect(bob.Page.Locator("h1")).ToHaveTextAsync($"Anna {ann.Id}");
        await Expect(bob.Page.Locator("main")).ToContainTextAsync("In the mountains");
    }

    [Fact]
    public async Task A_new_password_logs_the_other_devices_out()
    {
        const string next = "four quite ordinary words";
        var ann = await SomebodyAsync("Ann", WithoutJavaScript);
        var phone = await AnotherDeviceAsync(ann, WithoutJavaScript);
        ann.Expects("status of 422");

        await ChangePasswordAsync(ann, "not this one", next);
        await Expect(ann.Page.Locator("#current-wrong")).ToBeVisibleAsync();
        await ChangePasswordAsync(ann, Server.Password, next);
        await Expect(ann.Page.Locator("[role=status]").First).ToContainTextAsync("Your password is changed");

        await phone.GoesToAsync("/settings");
        await Expect(phone.Page).ToHaveURLAsync(new Regex("/account/login"));
        await phone.Page.FillAsync("[name=email]", ann.Username);
        await phone.Page.FillAsync("[name=password]", next);
        await phone.SubmitAsync("form[action^='/account/login'] button");
        Assert.Equal("/settings", new Uri(phone.Page.Url).PathAndQuery);
    }

    [Fact]
    public async Task A_device_is_ended_from_another()
    {
        var ann = await SomebodyAsync("Ann", WithoutJavaScript);
        var phone = await AnotherDeviceAsync(ann, WithoutJavaScript);
        await ann.GoesToAsync("/settings/devices");
        await Expect(ann.Page.Locator("main li")).ToHaveCountAsync(2);
        await Expect(ann.Page.Locator("main li").First).ToContainTextAsync("this device");

        await ann.SubmitAsync("main li button:has-text('End')");

        await Expect(ann.Page.Locator("main li")).ToHaveCountAsync(1);
        await phone.ReloadsAsync();
        await Expect(phone.Page).ToHaveURLAsync(new Regex("/account/login"));
        await ann.ReloadsAsync();
        await Expect(ann.Page.Locator("h1")).ToHaveTextAsync("Devices");
    }

    [Fact]
    public async Task Logging_out_ends_it_and_logging_in_begins_again()
    {
        var ann = await SomebodyAsync("Ann", WithoutJavaScript);
        await ann.GoesToAsync("/settings");

        await ann.SubmitAsync("form[action='/account/logout'] button");
        Assert.Equal("/account/login", new Uri(ann.Page.Url).AbsolutePath);
        await ann.GoesToAsync("/");
        Assert.Equal("/account/login", new Uri(ann.Page.Url).AbsolutePath);

        await ann.LogInAsync();
        await Expect(ann.Page.Locator("#chats-title")).ToBeVisibleAsync();
    }

    static async Task ChangePasswordAsync(Person person, string current, string next)
    {
        await person.GoesToAsync("/settings/password");
        await person.Page.FillAsync("[name=current]", current);
        await person.Page.FillAsync("[name=next]", next);
        await person.SubmitAsync("text=Change the password");
    }
}
