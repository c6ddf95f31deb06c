using Messenger.Domain;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>An answer to what was just deleted is not lost: it is offered as a message of its own.</summary>
public sealed class AnsweringWhatIsGone(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task It_is_sent_by_itself_with_one_press()
    {
        var (ann, bob, said) = await TalkAsync();
        await ann.AnswersAsync("Who keeps the keys?");
        await Server.DoAsync((Messages messages) => messages.DeleteAsync(bob.Id, said.Id));
        await ann.SeesAsync("Message deleted");

        await ann.TypesAsync("I can");
        await Expect(ann.Page.Locator(".failed")).ToContainTextAsync("The message you answer is gone");
        await Expect(ann.Page.Locator(".failed [name=again]")).ToBeHiddenAsync();
        await ann.Page.ClickAsync(".failed [name=plain]");

        await bob.SeesAsync("I can");
        await Expect(bob.Said("I can").Locator(".quote")).ToHaveCountAsync(0);
        await Expect(ann.Page.Locator(".queued")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task With_a_file_too()
    {
        var (ann, bob, said) = await TalkAsync();
        await ann.AnswersAsync("Who keeps the keys?");
        await ann.AttachesAsync(new FilePayload { Name = "keys.txt", MimeType = "text/plain", Buffer = "Under the mat"u8.ToArray() });
        await Expect(ann.Chosen).ToHaveCountAsync(1);
        await Server.DoAsync((Messages messages) => messages.DeleteAsync(bob.Id, said.Id));

        await ann.TypesAsync("I can");
        await ann.Page.ClickAsync(".failed [name=plain]");

        await Expect(bob.Said("I can").Locator(".file")).ToContainTextAsync("keys.txt");
    }

    [Fact]
    public async Task A_draft_that_answered_it_says_so()
    {
        var (ann, bob, said) = await TalkAsync();
        await ann.AnswersAsync("Who keeps the keys?");
        await ann.Page.FillAsync("#text", "I can");
        await Server.DoAsync((Messages messages) => messages.DeleteAsync(bob.Id, said.Id));

        await ann.ReloadsAsync();
        await Expect(ann.Page.Locator("#composer-about")).ToContainTextAsync("What you were answering is gone");
        await ann.Page.PressAsync("#text", "Enter");

        await bob.SeesAsync("I can");
    }

    [Fact]
    public async Task Without_scripts_the_form_comes_back_without_it()
    {
        var (ann, bob, said) = await TalkAsync(WithoutJavaScript);
        ann.Expects("status of 422");
        await ann.ActsOnAsync("Who keeps the keys?");
        await ann.SubmitAsync("[data-reply]");
        await Server.DoAsync((Messages messages) => messages.DeleteAsync(bob.Id, said.Id));
        await ann.Page.FillAsync("#text", "I can");

        await ann.SubmitAsync(".composer-send");
        await Expect(ann.Page.Locator("#text-wrong")).ToContainTextAsync("The message you answer is gone");
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("I can");
        await ann.SubmitAsync(".composer-send");

        await bob.SeesAsync("I can");
    }

    async Task<(Person Ann, Person Bob, MessageView Said)> TalkAsync(BrowserNewContextOptions? anns = null)
    {
        var ann = await SomebodyAsync("Ann", anns);
        var bob = await SomebodyAsync("Bob");
        var chat = await ChatAsync(ann, bob);
        var said = await SaysAsync(bob, chat, "Who keeps the keys?");
        if (ann.HasScripts)
        {
            ann.Expects("422");
        }

        await ann.GoesToAsync($"/chats/{chat}");
        await ann.IsLiveAsync();
        await bob.GoesToAsync(chat);
        return (ann, bob, said);
    }
}
