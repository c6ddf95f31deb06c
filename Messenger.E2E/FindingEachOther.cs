using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>Names as people type and paste them.</summary>
public sealed class FindingEachOther(Chromium chromium, Server server) : Story(chromium, server)
{
    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task By_a_name_without_its_accents_and_in_any_order(int width)
    {
        var ann = await SomebodyAsync("Ann", new() { ViewportSize = new ViewportSize { Width = width, Height = 844 } });
        var semyon = await SomebodyAsync("Semyon");
        await SavesAsync(semyon, "Семён Дежнёв");
        await ann.GoesToAsync("/search");

        await ann.Page.Locator("main input[name=q]").PressSequentiallyAsync("дежнев  семен");

        var found = ann.Page.Locator($"#found a[href='/people/{semyon.Id}']");
        await Expect(found.Locator("mark")).ToHaveTextAsync(["Семён", "Дежнёв"]);
        await Expect(found.Locator(".presence")).ToHaveCountAsync(0);
        await found.ClickAsync();
        await ann.SubmitAsync("form[action='/chats/direct'] button");
        await Expect(ann.Page.Locator(".bar .presence")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task An_account_is_made_of_what_was_pasted_with_marks_around_it_and_opened_with_an_at()
    {
        var kofi = await NewBrowserAsync("Kofi");
        await kofi.Page.GotoAsync("/account/register");
        await kofi.Page.FillAsync("[name=username]", "\u2068kofi\u2069");
        await kofi.Page.FillAsync("[name=email]", "\u202Akofi@example.org\u202C");
        await kofi.Page.FillAsync("[name=password]", "cr\u00E8me br\u00FBl\u00E9e");
        await kofi.SubmitAsync("form[action^='/account/register'] button");
        await Expect(kofi.Page.Locator("body[data-me]")).ToHaveCountAsync(1);

        var phone = await NewBrowserAsync("Kofi", Phone);
        await phone.Page.GotoAsync("/account/login");
        await phone.Page.FillAsync("[name=email]", "@Kofi");
        await phone.Page.FillAsync("[name=password]", "cre\u0300me bru\u0302le\u0301e");
        await phone.SubmitAsync("form[action^='/account/login'] button");
        await Expect(phone.Page.Locator("body[data-me]")).ToHaveCountAsync(1);
    }

    static async Task SavesAsync(Person person, string name)
    {
        await person.GoesToAsync("/settings");
        await person.Page.FillAsync("[name=full_name]", name);
        await person.SubmitAsync("form:has([name=full_name]) button");
    }
}
