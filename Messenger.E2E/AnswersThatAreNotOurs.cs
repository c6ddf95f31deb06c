using Messenger.Tests;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>Whoever stands between a phone and its messenger, a hotel that asks for the number of the room, may answer anything with 200: nothing is taken for sent by that.</summary>
public sealed class AnswersThatAreNotOurs(Chromium chromium, HeldServer server) : UnsentStory(chromium, server)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_text_and_a_file_wait_until_the_messenger_itself_has_them(bool byPage)
    {
        var (ann, bob, chat) = await TalkAsync();
        var asked = 0;
        Held.Around = async (http, answer) =>
        {
            if (http.Request.Method != "POST" || http.Request.Path != $"/chats/{chat}")
            {
                await answer();
                return;
            }

            asked++;
            http.Response.ContentType = "text/html";
            await http.Response.WriteAsync("<!DOCTYPE html><title>Welcome</title><p>Which room?");
        };
        await ann.AttachesAsync(new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = "Hello"u8.ToArray() });
        await Expect(ann.Chosen).ToHaveCountAsync(1);
        await ann.TypesAsync("With a file");
        await ann.TypesAsync("A text");
        await Expect(ann.Queued("A text")).ToContainTextAsync("It will be sent");
        await Expect(ann.Queued("With a file")).ToContainTextAsync("It will be sent");
        if (!byPage)
        {
            await ann.GoesToAsync("/");
            var before = asked;
            await Eventually.TrueAsync(() => asked > before + 1);
        }

        Assert.Empty(await bob.SeenTextsAsync());
        Held.Around = (_, answer) => answer();

        await bob.SeesAsync("A text");
        await bob.SeesAsync("With a file");
        await bob.SeesAsync("notes.txt");
        Assert.Equal(2, (await bob.SeenTextsAsync()).Length);
        await NothingWaitsAsync(ann);
    }

    /// <summary>It would be what a script is made of for as long as the build lasts.</summary>
    [Fact]
    public async Task No_page_is_kept_for_a_script()
    {
        var (ann, _, _) = await TalkAsync();
        Held.Around = async (http, answer) =>
        {
            if (!http.Request.Path.StartsWithSegments("/lib/picker.js"))
            {
                await answer();
                return;
            }

            http.Response.ContentType = "text/html";
            await http.Response.WriteAsync("<!DOCTYPE html><p>Which room?");
        };
        const string Ask = "async () => (await (await fetch(`/lib/picker.js?v=${document.body.dataset.build}`)).text()).includes('Which room?')";

        Assert.True(await ann.Page.EvaluateAsync<bool>(Ask));
        Held.Around = (_, answer) => answer();

        Assert.False(await ann.Page.EvaluateAsync<bool>(Ask));
    }

    [Fact]
    public async Task A_file_on_a_line_that_has_gone_without_a_word_is_sent_once_more()
    {
        var (ann, bob, chat) = await TalkAsync();
        await ann.Page.Clock.InstallAsync();
        await ann.ReloadsAsync();
        await ann.IsLiveAsync();
        var tries = 0;
        Held.Around = (http, answer) => http.Request.Method == "POST" && http.Request.Path == $"/chats/{chat}" && tries++ == 0
            ? Task.Delay(Timeout.Infinite, http.RequestAborted) : answer();
        await ann.AttachesAsync(new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = "Hello"u8.ToArray() });
        await Expect(ann.Chosen).ToHaveCountAsync(1);
        await ann.TypesAsync("Once more");
        await Eventually.TrueAsync(() => tries == 1);

        await Eventually.TrueAsync(async () =>
        {
            await ann.Page.Clock.FastForwardAsync(61_000);
            return tries > 1;
        });

        await bob.SeesAsync("Once more");
        Assert.Single(await bob.SeenTextsAsync());
        await NothingWaitsAsync(ann);
    }
}
