using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>Photos, films and papers go from one screen to the other.</summary>
public sealed class SharingFiles(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task A_photo_with_a_caption_is_seen_at_once_by_the_other()
    {
        var (ann, bob) = await AnnAndBobAsync();

        await ann.AttachesAsync(Attachments.Photo);
        await Expect(ann.Chosen).ToContainTextAsync("sea.jpg");
        await ann.TypesAsync("At the *sea*");

        var picture = bob.Said("At the sea").Locator(".pictures img");
        await Expect(picture).ToBeVisibleAsync();
        await bob.Page.UntilAsync("() => document.querySelector('.pictures img').naturalWidth > 0");
        var box = (await picture.BoundingBoxAsync())!;
        Assert.Equal(320, box.Width, 1.0);
        Assert.Equal(213, box.Height, 1.0);
        await Expect(ann.Page.Locator(".queued")).ToHaveCountAsync(0);
        await Expect(ann.Chosen).ToHaveCountAsync(0);
        await Expect(bob.Row(ann)).ToContainTextAsync("At the sea");
    }

    [Fact]
    public async Task Several_come_in_one_message_and_one_can_be_left_out()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await ann.AttachesAsync(Attachments.Photo, Attachments.Paper, Attachments.File("notes.txt", "text/plain", "Bring water"u8.ToArray()));
        await ann.Chosen.Filter(new() { HasText = "notes.txt" }).GetByRole(AriaRole.Button).ClickAsync();

        await ann.Page.PressAsync("#text", "Enter");

        await Expect(bob.Messages.Last.Locator(".file")).ToContainTextAsync("plan.pdf");
        await Expect(bob.Messages.Last.Locator("img")).ToHaveCountAsync(1);
        await Expect(bob.Messages).ToHaveCountAsync(1);
        await bob.SeesNoMoreAsync("notes.txt");
    }

    [Fact]
    public async Task A_picture_is_pasted_and_a_paper_dropped()
    {
        var (ann, bob) = await AnnAndBobAsync();

        await ann.HandsOverAsync("#text", "paste", "clipboardData", "pasted.png", Pictures.Png());
        await Expect(ann.Chosen).ToHaveCountAsync(1);
        await ann.HandsOverAsync("#messages", "drop", "dataTransfer", "dropped.txt", "Hello"u8.ToArray());
        await Expect(ann.Chosen).ToHaveCountAsync(2);
        await ann.Page.ClickAsync(".composer-send");

        await Expect(bob.Messages.Last.Locator("img")).ToHaveAttributeAsync("alt", "Photo: pasted.png");
        await Expect(bob.Messages.Last.Locator(".file")).ToContainTextAsync("dropped.txt");
    }

    [Fact]
    public async Task Of_twelve_ten_are_taken_and_it_is_said()
    {
        var (ann, bob) = await AnnAndBobAsync();

        await ann.AttachesAsync([.. Enumerable.Range(1, 12).Select(i => Attachments.File($"note {i}.txt", "text/plain", "Hello"u8.ToArray())), Attachments.File("nothing.txt", "text/plain", [])]);

        await Expect(ann.Chosen).ToHaveCountAsync(10);
        await Expect(ann.Page.Locator("#notice")).ToHaveTextAsync("At most 10 files in one message: the rest was left out.");
        await ann.TypesAsync("Ten of them");
        await Expect(bob.Said("Ten of them").Locator(".file")).ToHaveCountAsync(10);
    }

    [Theory]
    [InlineData("photo.png", "photo.png", "", true)]
    [InlineData("photo.png", "photo", "", true)]
    [InlineData("photo.png", "/home/ann/photo.png", "", true)]
    [InlineData("image.png", "Dear Bob,\nsee you", "<p>Dear Bob", false)]
    public async Task A_pasted_file_with_its_name_is_the_file_and_a_picture_of_text_the_text(string name, string text, string html, bool isFile)
    {
        var (ann, _) = await AnnAndBobAsync();

        var isTaken = await ann.Page.EvalOnSelectorAsync<bool>("#text", """
            (element, { name, text, html }) => {
              const data = new DataTransfer()
              data.items.add(new File(['bytes'], name, { type: 'text/plain' }))
              data.setData('text/plain', text)
              if (html) data.setData('text/html', html)
              return !element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
            }
            """, new { name, text, html });

        Assert.Equal(isFile, isTaken);
        await Expect(ann.Chosen).ToHaveCountAsync(isFile ? 1 : 0);
    }

    [Fact]
    public async Task A_voice_that_a_browser_recorded_is_heard_and_not_seen()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await ann.Page.EvaluateAsync("""
            async () => {
              const sound = new AudioContext(), out = sound.createMediaStreamDestination(), tone = sound.createOscillator()
              tone.connect(out)
              tone.start()
              const recorder = new MediaRecorder(out.stream), parts = []
              recorder.ondataavailable = ({ data }) => { parts.push(data); if (data.size) recorder.state === 'recording' && recorder.stop() }
              const ended = new Promise(done => { recorder.onstop = done })
              recorder.start(200)
              await ended
              const data = new DataTransfer()
              data.items.add(new File(parts, 'voice.webm', { type: recorder.mimeType }))
              const field = document.querySelector('#composer [name=files]')
              field.files = data.files
              field.dispatchEvent(new Event('change', { bubbles: true }))
            }
            """);
        await Expect(ann.Chosen).ToContainTextAsync("voice.webm");
        await ann.TypesAsync("Listen");

        await Expect(bob.Said("Listen").Locator("audio")).ToBeVisibleAsync();
        await Expect(bob.Said("Listen").Locator("video")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Deleting_the_message_takes_the_picture_from_both_screens()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await ann.AttachesAsync(Attachments.Photo);
        await ann.SaysAsync("A mistake");
        await Expect(bob.Said("A mistake").Locator("img")).ToBeVisibleAsync();

        await ann.DeletesAsync("A mistake");

        await Expect(bob.Page.Locator("#messages img")).ToHaveCountAsync(0);
        await bob.SeesAsync("Message deleted");
    }

    [Fact]
    public async Task Without_JavaScript_the_form_does_it()
    {
        var ann = await SomebodyAsync("Ann", WithoutJavaScript);
        var bob = await SomebodyAsync("Bob");
        var chat = await ChatAsync(ann, bob);
        await bob.GoesToAsync(chat);
        await ann.GoesToAsync($"/chats/{chat}");
        var field = ann.Page.Locator("#composer [name=files]");
        await Expect(field).ToBeVisibleAsync();

        await field.SetInputFilesAsync([Attachments.Photo, Attachments.Paper]);
        await ann.SubmitsAsync("By the plain form");

        await Expect(ann.Said("By the plain form").Locator("img")).ToBeVisibleAsync();
        await Expect(bob.Said("By the plain form").Locator(".file")).ToContainTextAsync("plan.pdf");
    }

    [Fact]
    public async Task In_Russian_on_a_phone_all_of_it_is_there()
    {
        var phone = Phone;
        phone.Locale = "ru-RU";
        var ann = await SomebodyAsync("Анна", phone);
        var bob = await SomebodyAsync("Bob");
        await ann.GoesToAsync(await ChatAsync(ann, bob));

        await ann.AttachesAsync(Attachments.Photo, Attachments.Paper);
        await Expect(ann.Chosen.First.GetByRole(AriaRole.Button)).ToHaveAttributeAsync("aria-label", "Удалить sea.jpg");
        var axe = new AxeCheck();
        await axe.LookAsync(ann.Page, "files that were chosen");
        await ann.Page.ClickAsync(".composer-send");

        await Expect(ann.Messages.Last.Locator("img")).ToHaveAttributeAsync("alt", "Фото: sea.jpg");
        Assert.True(await ann.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await Expect(bob.Row(ann)).ToContainTextAsync("2 files");
        await axe.LookAsync(ann.Page, "files that were sent");
        axe.NothingIsFound();
    }

    [Fact]
    public async Task A_picture_of_oneself_is_seen_by_the_other_at_once()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await ann.Page.GotoAsync("/settings");

        await ann.Page.SetInputFilesAsync("#picture", Attachments.Photo);
        await ann.SubmitAsync("form[action='/settings/avatar'] button");

        await Expect(bob.Row(ann).Locator(".avatar img")).ToBeVisibleAsync();
        await Expect(ann.Page.Locator("main .avatar img")).ToBeVisibleAsync();
    }
}
