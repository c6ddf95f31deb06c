using System.Text.RegularExpressions;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>Voice messages, from a microphone that beeps each second to the other one's ears.</summary>
public sealed class SpeakingToEachOther(ChromiumWithDevices chromium, Server server) : Story(chromium, server), IClassFixture<ChromiumWithDevices>
{
    // Of a second or more, and at a tenth of one or more.
    const string Length = "0:(0[1-9]|[1-5][0-9])", Heard = "0 aria-valuenow (0\\.[1-9]|[1-9])";

    [Fact]
    public async Task One_records_listens_to_it_and_sends_it_and_the_other_hears_it()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await RecordAsync(ann, 2);
        // What it looks like is drawn from what was heard.
        await ann.Page.UntilAsync("() => /v(1|2)\\d/.test(document.querySelector('.recorder-now path').getAttribute('d'))");
        await PressAsync(ann, "Stop");
        var preview = ann.Page.Locator(".recorder .voice");
        await Expect(preview.Locator(".voice-time")).ToHaveTextAsync(new Regex(Length));
        await NoteAsync(ann);
        await preview.GetByRole(AriaRole.Button, new() { Name = "Play" }).ClickAsync();
        await NotedAsync(ann, Heard);

        await PressAsync(ann, "Send");

        await Expect(ann.Page.Locator(".recorder")).ToHaveCountAsync(0);
        var voice = Voice(bob).First;
        await Expect(voice).ToBeVisibleAsync();
        await Expect(ann.Page.Locator(".queued")).ToHaveCountAsync(0);
        await Expect(bob.Row(ann)).ToContainTextAsync(new Regex($"Voice message, {Length}"));
        await NoteAsync(bob);
        await voice.GetByRole(AriaRole.Button, new() { Name = "Play" }).ClickAsync();
        await NotedAsync(bob, Heard);
        await NotedAsync(bob, $"0 aria-valuetext {Length} of {Length}");
        // To its end, and then it is at its beginning again.
        await NotedAsync(bob, "0 data-plays .*0 data-plays none");
        await Expect(voice.GetByRole(AriaRole.Slider)).ToHaveAttributeAsync("aria-valuenow", "0.0");
        Assert.Single(await bob.Page.Locator("#messages > .message").AllAsync());
    }

    [Fact]
    public async Task One_moves_about_in_it_and_comes_back_to_where_one_was()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await SpeakAsync(ann, 5);
        var voice = Voice(bob).First;
        var slider = voice.GetByRole(AriaRole.Slider);

        await slider.FocusAsync();
        // What plays it is fetched with the first touch, and says tenths.
        await Expect(slider).ToHaveAttributeAsync("aria-valuenow", "0.0");
        await bob.Page.Keyboard.PressAsync("ArrowRight");
        await bob.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(slider).ToHaveAttributeAsync("aria-valuenow", "2.0");
        await voice.GetByRole(AriaRole.Button, new() { Name = "Play" }).ClickAsync();
        // At once: it may be at its end before anybody else has pressed.
        await bob.Page.UntilAsync("() => document.querySelector('.voice audio').currentTime > 2.2 && (document.querySelector('.voice [name=play]').click(), true)");
        await voice.GetByRole(AriaRole.Button, new() { Name = "Speed" }).ClickAsync();
        await Expect(voice.GetByRole(AriaRole.Button, new() { Name = "Speed" })).ToHaveTextAsync(new Regex("1.5×"));
        Assert.Equal(1.5, await bob.Page.EvaluateAsync<double>("document.querySelector('.voice audio').playbackRate"));

        await bob.ReloadsAsync();

        await Expect(slider).ToHaveAttributeAsync("aria-valuenow", new Regex("^[2-9]\\.[0-9]$"));
        // With a click, also before anything of it has come.
        var box = (await slider.BoundingBoxAsync())!;
        await bob.Page.Mouse.ClickAsync(box.X + (box.Width / 4), box.Y + (box.Height / 2));
        await Expect(slider).ToHaveAttributeAsync("aria-valuenow", new Regex("^[1-3]\\.[0-9]$"));
        await voice.GetByRole(AriaRole.Button, new() { Name = "Play" }).ClickAsync();
        await bob.Page.UntilAsync("() => document.querySelector('.voice audio').currentTime > 1.4");
    }

    [Fact]
    public async Task Of_several_one_plays_at_a_time_and_the_next_one_follows()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await SpeakAsync(ann, 2);
        await Expect(Voice(bob)).ToHaveCountAsync(1);
        await SpeakAsync(ann, 2);
        await Expect(Voice(bob)).ToHaveCountAsync(2);
        await ann.SaysAsync("That was all");
        await bob.SeesAsync("That was all");
        await SpeakAsync(ann, 2);
        await Expect(Voice(bob)).ToHaveCountAsync(3);

        await NoteAsync(bob);
        await Voice(bob).Nth(1).GetByRole(AriaRole.Button, new() { Name = "Play" }).ClickAsync();
        await NotedAsync(bob, "1 aria-valuenow (0\\.[1-9]|[1-9])");
        await Voice(bob).First.GetByRole(AriaRole.Button, new() { Name = "Play" }).ClickAsync();
        // The second follows the first by itself, from where it was left; the third does not follow a text.
        await NotedAsync(bob, "1 data-plays none.*0 data-plays none.*1 data-plays .*1 data-plays none");
        Assert.Equal(0, await bob.Page.EvaluateAsync<double>("[...document.querySelectorAll('.voice audio')].at(-1).currentTime"));
    }

    [Fact]
    public async Task By_keys_alone_it_is_stopped_thrown_away_and_sent()
    {
        var (ann, bob) = await AnnAndBobAsync();
        var microphone = ann.Page.GetByRole(AriaRole.Button, new() { Name = "Record a voice message" });
        await microphone.FocusAsync();
        await ann.Page.Keyboard.PressAsync("Enter");
        await LastsAsync(ann, 1);
        await Expect(ann.Page.GetByRole(AriaRole.Button, new() { Name = "Stop" })).ToBeFocusedAsync();
        await ann.Page.Keyboard.PressAsync("Escape");
        await Expect(ann.Page.Locator(".recorder").GetByRole(AriaRole.Button, new() { Name = "Play" })).ToBeFocusedAsync();
        await ann.Page.Keyboard.PressAsync("Shift+Tab");
        await ann.Page.Keyboard.PressAsync("Enter");
        await Expect(ann.Page.Locator(".recorder")).ToHaveCountAsync(0);
        await Expect(microphone).ToBeFocusedAsync();

        await ann.Page.Keyboard.PressAsync("Enter");
        await LastsAsync(ann, 1);
        await ann.Page.Keyboard.PressAsync("Tab");
        await ann.Page.Keyboard.PressAsync("Enter");

        await Expect(Voice(bob)).ToHaveCountAsync(1);
        await Expect(microphone).ToBeFocusedAsync();
    }

    [Fact]
    public async Task As_long_as_it_may_be_it_stops_by_itself_and_can_be_sent()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await ann.Page.RouteAsync("**/chats/attaching", async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = answer, Body = (await answer.TextAsync()).Replace("data-longest=\"900\"", "data-longest=\"2\"") });
        });
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Record a voice message" }).ClickAsync();

        await Expect(ann.Page.Locator(".recorder")).ToHaveAttributeAsync("data-state", "stopped");
        await Expect(ann.Page.Locator("#notice")).ToHaveTextAsync("A voice message is at most 15 minutes long.");
        await PressAsync(ann, "Send");

        await Expect(Voice(bob)).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Without_a_line_it_waits_and_goes_out_once_in_its_order()
    {
        var (ann, bob) = await AnnAndBobAsync();
        ann.Expects(ReadingOffline.LineErrors);
        await RecordAsync(ann, 1);
        // What sends it comes while it is recorded.
        await Expect(ann.Page.Locator("#composer .chosen")).ToBeAttachedAsync();
        await ann.Page.Context.SetOfflineAsync(true);
        await PressAsync(ann, "Send");
        await Expect(ann.Page.Locator(".queued")).ToContainTextAsync("It will be sent");
        await Expect(ann.Page.Locator(".queued")).ToContainTextAsync(new Regex($"Voice message, {Length}"));

        await ann.Page.Context.SetOfflineAsync(false);

        await Expect(Voice(bob)).ToHaveCountAsync(1);
        await Expect(ann.Page.Locator(".queued")).ToHaveCountAsync(0);
        await ann.ReloadsAsync();
        await Expect(Voice(ann)).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task What_was_sent_from_a_page_that_closed_goes_out_from_the_next()
    {
        var (ann, bob) = await AnnAndBobAsync();
        ann.Expects(ReadingOffline.LineErrors);
        await RecordAsync(ann, 1);
        await ann.Page.RouteAsync("**/chats/*", route => route.Request.Method == "POST" ? route.AbortAsync() : route.ContinueAsync());
        await PressAsync(ann, "Send");
        await Expect(ann.Page.Locator(".queued")).ToContainTextAsync("It will be sent");
        await ann.Page.UnrouteAllAsync();

        await ann.ReloadsAsync();

        await Expect(Voice(bob)).ToHaveCountAsync(1);
        await Expect(Voice(bob).First.Locator(".voice-time")).ToHaveTextAsync(new Regex(Length));
    }

    [Theory]
    [InlineData("NotAllowedError", "The microphone is blocked. Allow it in the browser, by the address.")]
    [InlineData("NotFoundError", "No microphone is connected.")]
    [InlineData("NotReadableError", "Another program uses the microphone. Close it and try again.")]
    public async Task Where_there_is_no_microphone_it_says_why(string failure, string words)
    {
        var (ann, _) = await AnnAndBobAsync();
        await ann.Page.EvaluateAsync("name => { navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('No', name) } }", failure);

        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Record a voice message" }).ClickAsync();

        await Expect(ann.Page.Locator("#notice")).ToHaveTextAsync(words);
        await ann.SaysAsync("Then I write");
    }

    [Fact]
    public async Task Without_scripts_it_is_recorded_by_the_phone_and_played_by_the_browser()
    {
        var (ann, bob) = (await SomebodyAsync("Ann", WithoutJavaScript), await SomebodyAsync("Bob", WithoutJavaScript));
        var chat = await ChatAsync(ann, bob);
        await ann.GoesToAsync($"/chats/{chat}");
        await Expect(ann.Page.Locator("button[name=voice]")).ToBeHiddenAsync();
        await ann.Page.SetInputFilesAsync("#composer input[name=voice]", new FilePayload { Name = "memo.wav", MimeType = "audio/wav", Buffer = Recordings.Wav(4) });

        await ann.SubmitAsync(".composer-send");

        await Expect(Voice(ann).Locator("audio")).ToBeVisibleAsync();
        await Expect(Voice(ann).GetByRole(AriaRole.Link, new() { Name = "Download" })).ToBeVisibleAsync();
        await Expect(Voice(ann).GetByRole(AriaRole.Slider)).ToHaveCountAsync(0);
        await bob.GoesToAsync("/");
        await Expect(bob.Row(ann)).ToContainTextAsync("Voice message, 0:04");
    }

    [Fact]
    public async Task Nothing_is_wrong_with_it_for_those_who_listen_to_the_page()
    {
        var (ann, bob) = await AnnAndBobAsync();
        AxeCheck axe = new();
        await RecordAsync(ann, 1);
        await axe.LookAsync(ann.Page, "recording");
        await PressAsync(ann, "Stop");
        await Expect(ann.Page.Locator(".recorder .voice")).ToBeVisibleAsync();
        await axe.LookAsync(ann.Page, "recorded");
        await PressAsync(ann, "Send");
        await Expect(Voice(ann)).ToHaveCountAsync(1);
        await axe.LookAsync(ann.Page, "mine");
        await axe.LookAsync(bob.Page, "theirs");

        axe.NothingIsFound();
    }

    static ILocator Voice(Person person) => person.Page.Locator("#messages > .message:not(.queued) .voice");

    static async Task RecordAsync(Person person, int seconds)
    {
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Record a voice message" }).ClickAsync();
        await LastsAsync(person, seconds);
    }

    static Task LastsAsync(Person person, int seconds) =>
        person.Page.UntilAsync("seconds => document.querySelector('.recorder [role=timer]')?.textContent >= `0:0${seconds}`", seconds);

    static Task PressAsync(Person person, string name) => person.Page.Locator(".recorder").GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();

    static async Task SpeakAsync(Person person, int seconds)
    {
        await RecordAsync(person, seconds);
        await PressAsync(person, "Send");
        await Expect(person.Page.Locator(".queued")).ToHaveCountAsync(0);
    }

    /// <summary>From now on what becomes of voices is written down: it may be over before anybody looks.</summary>
    static Task NoteAsync(Person person) => person.Page.EvaluateAsync("""
        () => {
          window.noted = []
          new MutationObserver(all => {
            for (const { target, attributeName: name } of all) {
              noted.push(`${[...document.querySelectorAll('.voice')].indexOf(target.closest('.voice'))} ${name} ${target.getAttribute(name) ?? 'none'}`)
            }
          }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-plays', 'aria-valuenow', 'aria-valuetext'] })
        }
        """);

    /// <param name="like">Lines of which voice, of which attribute, and what it became, such as "0 data-plays none".</param>
    static Task NotedAsync(Person person, string like) => person.Page.UntilAsync("like => new RegExp(like, 's').test(noted.join('\\n'))", like);
}
