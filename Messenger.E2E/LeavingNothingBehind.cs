using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>Who logs out leaves nothing on the device, with or without a line; whoever comes next sees and sends nothing of theirs.</summary>
public sealed class LeavingNothingBehind(Chromium chromium, HeldServer server) : Story(chromium, server), IClassFixture<HeldServer>
{
    // Everything that a browser keeps for a site, but the files of a build, which are nobody's.
    const string Left = """
        async () => [
          ...Object.keys(localStorage), ...Object.keys(sessionStorage).filter(key => key !== 'list'), ...(await caches.keys()).filter(name => !name.startsWith('files:')),
          ...(await indexedDB.databases()).map(({ name }) => name),
        ]
        """;

    [Fact]
    public async Task Logging_out_empties_the_device_and_every_tab()
    {
        var (ann, _, chat) = await ReaderAsync();
        var tab = await ann.Page.Context.NewPageAsync();
        await tab.GotoAsync($"/chats/{chat}");
        await tab.FillAsync("#text", "Not finished");
        await tab.FillAsync("#text", "");

        await LogOutAsync(ann);

        await ann.ArrivesAsync("/account/login$");
        await Expect(tab).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/account/login$"));
        Assert.Empty(await ann.Page.EvaluateAsync<string[]>(Left));
        Assert.Empty(await tab.EvaluateAsync<string[]>(Left));
        await ann.GoesToAsync($"/chats/{chat}");
        await ann.ArrivesAsync("/account/login");
    }

    [Fact]
    public async Task Without_a_line_as_well_and_the_server_hears_of_it_before_anything_else()
    {
        var (ann, _, chat) = await ReaderAsync();
        var tab = await ann.Page.Context.NewPageAsync();
        await tab.GotoAsync($"/chats/{chat}");
        await ann.GoesToAsync("/settings");
        await ann.Page.Context.SetOfflineAsync(true);

        await ann.Page.ClickAsync("text=Log out");

        await Expect(ann.Page.Locator("#left")).ToContainTextAsync("You are logged out on this device");
        await Expect(tab.Locator("h1")).ToHaveTextAsync("No connection");
        await ann.GoesToAsync($"/chats/{chat}");
        await Expect(ann.Page.Locator("h1")).ToHaveTextAsync("No connection");
        Assert.Equal([$"leaving:{ann.Id}"], await ann.Page.EvaluateAsync<string[]>(Left));

        // One that is not well yet has not heard of it.
        server.Around = (http, answer) =>
        {
            if (http.Request.Path != "/form-token")
            {
                return answer();
            }

            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        await ann.Page.Context.SetOfflineAsync(false);
        await ann.GoesToAsync($"/chats/{chat}");
        await Expect(ann.Page.Locator("h1")).ToHaveTextAsync("No connection");

        server.Around = (_, answer) => answer();
        await ann.GoesToAsync($"/chats/{chat}");
        await ann.ArrivesAsync("/account/login");
        Assert.Empty(await ann.Page.EvaluateAsync<string[]>(Left));
    }

    [Fact]
    public async Task A_log_out_that_the_server_has_not_heard_is_said_again_before_anything_else()
    {
        var (ann, _, chat) = await ReaderAsync();
        var refused = 0;
        server.Around = (http, answer) =>
        {
            if (http.Request.Path != "/account/logout")
            {
                return answer();
            }

            refused++;
            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        };

        await LogOutAsync(ann);

        await Expect(ann.Page.Locator("#left")).ToContainTextAsync("You are logged out on this device");
        Assert.Equal([$"leaving:{ann.Id}"], await ann.Page.EvaluateAsync<string[]>(Left));
        await ann.GoesToAsync($"/chats/{chat}");
        await Expect(ann.Page.Locator("h1")).ToHaveTextAsync("No connection");
        Assert.True(refused > 1, "It was not said again.");

        server.Around = (_, answer) => answer();
        await ann.GoesToAsync($"/chats/{chat}");
        await ann.ArrivesAsync("/account/login");
        Assert.Empty(await ann.Page.EvaluateAsync<string[]>(Left));
    }

    /// <summary>The rule: what was written waits for its writer.</summary>
    [Fact]
    public async Task What_somebody_else_has_waiting_at_the_same_browser_stays()
    {
        var (ann, bob, chat) = await ReaderAsync();
        ann.Expects("401|WebSocket|hub");
        await bob.GoesToAsync(chat);
        var other = await AnotherDeviceAsync(ann);
        server.Around = (http, answer) =>
        {
            if (http.Request.Method != "POST" || http.Request.Path != $"/chats/{chat}")
            {
                return answer();
            }

            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        await ann.AttachesAsync(new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = "Hello"u8.ToArray() });
        await Expect(ann.Chosen).ToHaveCountAsync(1);
        await ann.TypesAsync("With a file");
        await ann.TypesAsync("Still mine");
        await Expect(ann.Queued("Still mine")).ToBeVisibleAsync();
        await Eventually.TrueAsync(() => ann.Page.EvaluateAsync<bool>(UnsentStory.Waits));
        await other.EndsOtherSessionsAsync();
        await Expect(ann.Page.Locator("html[data-line=ended]")).ToHaveCountAsync(1);
        await ann.GoesToAsync("/");
        await ann.ArrivesAsync("/account/login");

        await LogInAsync(ann, bob.Username);
        await LogOutAsync(ann);
        await ann.ArrivesAsync("/account/login$");

        server.Around = (_, answer) => answer();
        await LogInAsync(ann, ann.Username);
        await bob.SeesAsync("Still mine");
        await bob.SeesAsync("With a file");
        await bob.SeesAsync("notes.txt");
    }

    [Fact]
    public async Task A_session_that_is_over_with_the_browser_keeps_no_pages()
    {
        var (ann, _, chat) = await ReaderAsync();
        await LogOutAsync(ann);
        await ann.ArrivesAsync("/account/login$");
        await ann.Page.UncheckAsync("[name=remember]");
        await LogInAsync(ann, ann.Username);
        await ann.GoesToAsync(chat);
        await ann.ReloadsAsync();
        await ann.IsLiveAsync();
        Assert.DoesNotContain(await ann.KeptAsync(), kept => kept.StartsWith("pages:"));

        await ann.Page.Context.SetOfflineAsync(true);
        await ann.ReloadsAsync();

        await Expect(ann.Page.Locator("h1")).ToHaveTextAsync("No connection");
    }

    [Fact]
    public async Task What_was_not_sent_is_asked_about_first()
    {
        var (ann, _, chat) = await ReaderAsync();
        await ann.Page.FillAsync("#text", "Not finished");
        await ann.GoesToAsync("/settings");

        await ann.Page.ClickAsync("text=Log out");
        await ann.Page.ClickAsync("#unsent-left [value=stay]");
        await ann.GoesToAsync(chat);
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("Not finished");

        await ann.GoesToAsync("/settings");
        await ann.Page.ClickAsync("text=Log out");
        await ann.Page.ClickAsync("#unsent-left [value=leave]");
        await ann.ArrivesAsync("/account/login$");
        Assert.Empty(await ann.Page.EvaluateAsync<string[]>(Left));
    }

    [Fact]
    public async Task On_a_slow_line_it_is_asked_about_too_before_anything_is_taken_away()
    {
        var (ann, bob) = (await SomebodyAsync("Ann"), await SomebodyAsync("Bob"));
        var chat = await ChatAsync(ann, bob);
        await ann.GoesToAsync(chat);
        await ann.Page.FillAsync("#text", "Not finished");
        var isPressed = new TaskCompletionSource();
        await ann.Page.RouteAsync("**/lib/offline.js*", async route =>
        {
            await isPressed.Task;
            await route.ContinueAsync();
        });
        await ann.GoesToAsync("/settings");

        await ann.Page.ClickAsync("text=Log out");
        isPressed.SetResult();

        await ann.Page.ClickAsync("#unsent-left [value=stay]");
        await ann.GoesToAsync(chat);
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("Not finished");
    }

    /// <summary>The rule: what was read goes with the session, what was written waits for its writer.</summary>
    [Fact]
    public async Task A_session_that_ended_elsewhere_takes_what_was_read()
    {
        var (ann, bob, chat) = await ReaderAsync();
        ann.Expects("401|WebSocket|hub");
        await ann.Page.FillAsync("#text", "Not finished");
        var other = await AnotherDeviceAsync(ann);

        await other.EndsOtherSessionsAsync();

        await Expect(ann.Page.Locator("html[data-line=ended]")).ToHaveCountAsync(1);
        await ann.Page.UntilAsync("async () => !(await caches.keys()).some(name => name.startsWith('pages:'))");
        await ann.GoesToAsync("/");
        await ann.ArrivesAsync("/account/login");

        // Somebody else at the same browser sees nothing of it.
        await LogInAsync(ann, bob.Username);
        await ann.GoesToAsync(chat);
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("");
        await ann.KeepsAsync($"/chats/{chat}");
        Assert.All((await ann.KeptAsync()).Where(kept => kept.StartsWith("pages:")), kept => Assert.StartsWith($"pages:{bob.Id}:", kept));
    }

    [Fact]
    public async Task One_that_ended_while_there_was_no_line_takes_it_when_there_is_one_again()
    {
        var (ann, bob, _) = await ReaderAsync();
        var other = await AnotherDeviceAsync(ann);
        bob.Expects(ReadingOffline.LineErrors);
        other.Expects(ReadingOffline.LineErrors);
        server.CutLines();
        await Expect(ann.Page.Locator("html[data-line=lost]")).ToHaveCountAsync(1);
        await other.EndsOtherSessionsAsync();

        server.Around = (_, answer) => answer();

        await Expect(ann.Page.Locator("#notice")).ToHaveTextAsync("Your session has ended. Reload the page to log in.");
        await ann.Page.UntilAsync("async () => !(await caches.keys()).some(name => name.startsWith('pages:'))");
    }

    [Fact]
    public async Task A_page_of_somebody_else_throws_away_mine_even_where_nobody_logged_out()
    {
        var (ann, bob, chat) = await ReaderAsync();
        var bobs = (await bob.Page.Context.CookiesAsync()).Where(cookie => cookie.Name == "messenger");
        await ann.Page.Context.AddCookiesAsync(bobs.Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Domain = cookie.Domain, Path = cookie.Path }));

        await ann.GoesToAsync($"/chats/{chat}");

        await ann.Page.UntilAsync($"async () => (await caches.keys()).some(name => name.startsWith('pages:{bob.Id}:'))");
        Assert.DoesNotContain(await ann.KeptAsync(), kept => kept.StartsWith($"pages:{ann.Id}:"));
    }

    async Task<(Person Ann, Person Bob, int Chat)> ReaderAsync()
    {
        server.Around = (_, answer) => answer();
        var (ann, bob) = (await SomebodyAsync("Ann", WithWorker), await SomebodyAsync("Bob"));
        ann.Expects(ReadingOffline.LineErrors);
        var chat = await ChatAsync(ann, bob);
        await SaysAsync(bob, chat, "Are you there?");
        await ann.GoesToAsync(chat);
        await ann.KeepsAsync($"/chats/{chat}");
        return (ann, bob, chat);
    }

    static async Task LogOutAsync(Person person)
    {
        await person.GoesToAsync("/settings");
        await person.Page.ClickAsync("text=Log out");
    }

    static async Task LogInAsync(Person browser, string username)
    {
        await browser.Page.FillAsync("[name=email]", username);
        await browser.Page.FillAsync("[name=password]", Server.Password);
        await browser.SubmitAsync("form[action^='/account/login'] button");
    }
}
