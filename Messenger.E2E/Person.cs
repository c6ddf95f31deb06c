using System.Text.Json;
using System.Text.RegularExpressions;
using Messenger.Tests;
using Microsoft.Playwright;

namespace Messenger.E2E;

/// <summary>Somebody at a browser, doing what people do and seeing what people see.</summary>
public sealed class Person
{
    readonly List<string> problems = [];
    readonly List<Regex> expected = [];
    readonly List<string> warnings = [];

    public Person(string name, IPage page)
    {
        (Name, Page) = (name, page);
        Watch(page);
    }

    /// <summary>Errors of another page of theirs count as well.</summary>
    public void Watch(IPage page)
    {
        page.Request += (_, request) => Watch(request.Url);
        page.PageError += (_, error) => problems.Add($"{Name}: page error: {error}");
        page.Console += (_, line) =>
        {
            if (line.Type == "warning")
            {
                warnings.Add(line.Text);
            }

            if (line.Type == "error")
            {
                problems.Add($"{Name}: {line.Text} ({line.Location})");
            }
        };
    }

    public string Name { get; }

    public bool HasScripts { get; init; } = true;

    /// <summary>Who has none sends with the button.</summary>
    public bool HasKeyboard { get; init; } = true;

    /// <summary>As the messenger counts; 0 before there is an account.</summary>
    public int Id { get; internal set; }

    /// <summary>Whose server it is.</summary>
    public bool IsAdmin { get; internal set; }

    public string Username => Name.Replace(' ', '.').ToLowerInvariant();

    public IPage Page { get; }

    /// <summary>Errors that nobody expected. Violations of the content security policy are among them.</summary>
    public IEnumerable<string> Problems => problems.Where(problem => !expected.Any(pattern => pattern.IsMatch(problem)));

    /// <summary>What pages warned of, which is no problem by itself; it helps where there is one.</summary>
    public IEnumerable<string> Warnings => warnings;

    public ILocator Messages => Page.Locator("#messages > .message:not(.queued)");

    /// <summary>An error in the console that belongs to the story.</summary>
    public void Expects(string pattern) => expected.Add(new Regex(pattern));

    public async Task RegisterAsync()
    {
        await Page.GotoAsync("/account/register");
        await Page.FillAsync("[name=full_name]", Name);
        await Page.FillAsync("[name=username]", Username);
        await Page.FillAsync("[name=email]", $"{Username}@example.org");
        await Page.FillAsync("[name=password]", Server.Password);
        await SubmitAsync("form[action^='/account/register'] button");
        Id = int.Parse((await Page.GetAttributeAsync("body", "data-me"))!);
    }

    public async Task LogInAsync()
    {
        await Page.GotoAsync("/account/login");
        await Page.FillAsync("[name=email]", Username);
        await Page.FillAsync("[name=password]", Server.Password);
        await SubmitAsync("form[action^='/account/login'] button");
    }

    /// <summary>Finds somebody by name and opens the chat with them.</summary>
    public async Task WritesToAsync(Person other)
    {
        await GoesToAsync($"/search?q={Uri.EscapeDataString(other.Username)}");
        await Page.ClickAsync($"main a[href^='/people/']:has-text('{other.Name}')");
        await SubmitAsync("form[action='/chats/direct'] button");
        await ArrivesAsync("/chats/\\d+$");
        await IsLiveAsync();
    }

    public Task OpensAsync(Person other) => OpensAsync(other.Name);

    /// <summary>The chat of this name in the list.</summary>
    public async Task OpensAsync(string chat)
    {
        await Page.ClickAsync($".chat-row:has-text('{chat}') > a");
        await ArrivesAsync("/chats/\\d+");
        await IsLiveAsync();
    }

    /// <summary>With JavaScript: the scripts are there and the line is open.</summary>
    public async Task IsLiveAsync()
    {
        if (HasScripts)
        {
            await Page.Locator("html[data-line=here]").WaitForAsync();
        }
    }

    /// <summary>Until this device has a page for when there is no line.</summary>
    public Task KeepsAsync(string path) => Page.UntilAsync("async path => await caches.match(path) !== undefined", path);

    /// <summary>All that this device keeps, as "cache: address".</summary>
    public Task<string[]> KeptAsync() => Page.EvaluateAsync<string[]>("""
        async () => (await Promise.all((await caches.keys()).map(async name =>
          (await (await caches.open(name)).keys()).map(({ url }) => `${name}: ${url.replace(location.origin, '')}`)))).flat()
        """);

    /// <summary>Something is done in the worker, by the browser's tools: no page reaches into it.</summary>
    public async Task DoesInWorkerAsync(string script)
    {
        await Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => true)");
        var tools = await Page.Context.Browser!.NewBrowserCDPSessionAsync();
        var answered = new TaskCompletionSource();
        tools.Event("Target.receivedMessageFromTarget").OnEvent += (_, _) => answered.TrySetResult();
        var ofPage = await Page.Context.NewCDPSessionAsync(Page);
        var context = (await ofPage.SendAsync("Target.getTargetInfo"))!.Value.GetProperty("targetInfo").GetProperty("browserContextId").GetString();
        JsonElement worker = default;
        while (worker.ValueKind is JsonValueKind.Undefined)
        {
            // One that rests, or whose person is leaving, is in the list without its context. What is asked for wakes ours.
            await Page.EvaluateAsync("() => fetch('/manifest.webmanifest').then(answer => answer.text())");
            worker = (await tools.SendAsync("Target.getTargets"))!.Value.GetProperty("targetInfos").EnumerateArray().SingleOrDefault(one =>
                one.GetProperty("type").GetString() == "service_worker" && one.TryGetProperty("browserContextId", out var its) && its.GetString() == context);
        }

        var session = await tools.SendAsync("Target.attachToTarget", new Dictionary<string, object> { ["targetId"] = worker.GetProperty("targetId").GetString()!, ["flatten"] = false });
        await tools.SendAsync("Target.sendMessageToTarget", new Dictionary<string, object>
        {
            ["sessionId"] = session!.Value.GetProperty("sessionId").GetString()!,
            ["message"] = JsonSerializer.Serialize(new { id = 1, method = "Runtime.evaluate", @params = new { expression = script } }),
        });
        await answered.Task;
    }

    /// <summary>The line of a chat with somebody in the list.</summary>
    public ILocator Row(Person other) => Page.Locator($".chat-row:has-text('{other.Name}')");

    /// <summary>Opens the ⋯ of a message.</summary>
    public async Task OpensActionsAsync(string text, int? nth = null)
    {
        var found = Messages.Filter(new LocatorFilterOptions { HasText = text });
        await (nth is { } n ? found.Nth(n) : found.Last).Locator(".more").ClickAsync();
        await Page.Locator("#sheet[open]").WaitForAsync();
    }

    /// <summary>A message of mine that the server does not have yet.</summary>
    public ILocator Queued(string text) => Page.Locator("#messages > .queued").Filter(new LocatorFilterOptions { HasText = text });

    /// <summary>Writes and sends, whatever comes of it.</summary>
    public async Task TypesAsync(string text)
    {
        await Page.FillAsync("#text", text);
        await (HasKeyboard ? Page.PressAsync("#text", "Enter") : Page.ClickAsync("#composer .composer-send"));
    }

    public async Task EditsAsync(string text, string into)
    {
        await OpensActionsAsync(text);
        await Page.FillAsync("#sheet #new-text", into);
        await Page.ClickAsync("#sheet form.form button");
        await SeesAsync(into);
        await SheetIsClosedAsync();
    }

    public async Task DeletesAsync(string text)
    {
        await OpensActionsAsync(text);
        await Page.ClickAsync("#sheet summary.danger");
        await Page.ClickAsync("#sheet form.item button");
        await SeesNoMoreAsync(text);
        await SheetIsClosedAsync();
    }

    // What changed may be pushed before the answer comes that closes it, and nobody can write beneath it.
    Task SheetIsClosedAsync() => Assertions.Expect(Page.Locator("#sheet[open]")).ToHaveCountAsync(0);

    public async Task EndsOtherSessionsAsync()
    {
        await Page.GotoAsync("/settings/devices");
        await Page.ClickAsync("main summary.danger");
        await SubmitAsync("main details[open] form button.danger");
    }

    /// <summary>Types an address. A page with a live frame never ends, so nobody waits for its end.</summary>
    public Task<IResponse?> GoesToAsync(string path) => Page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.DOMContentLoaded });

    public async Task GoesToAsync(int chat)
    {
        await GoesToAsync($"/chats/{chat}");
        await IsLiveAsync();
    }

    public Task ReloadsAsync() => Page.ReloadAsync(new PageReloadOptions { WaitUntil = WaitUntilState.DOMContentLoaded });

    /// <summary>Goes to another tab, or only to another window beside: no page of a test loses the focus by itself.</summary>
    public Task LooksAwayAsync(bool isHidden) => LooksAsync(isHidden, hasFocus: false);

    public Task LooksAgainAsync() => LooksAsync(isHidden: false, hasFocus: true);

    Task LooksAsync(bool isHidden, bool hasFocus) => Page.EvaluateAsync("""
        ({ isHidden, hasFocus }) => {
          Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true })
          document.hasFocus = () => hasFocus
          document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
          window.dispatchEvent(new Event(hasFocus ? 'focus' : 'blur'))
        }
        """, new { isHidden, hasFocus });

    // WaitForURLAsync looks at the address first and listens then: who arrives in between is waited for in vain.
    public async Task ArrivesAsync(string pattern)
    {
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex(pattern), new PageAssertionsToHaveURLOptions { Timeout = 30_000 });
        await Page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
    }

    public async Task SaysAsync(string text)
    {
        await TypesAsync(text);
        await Said(text).WaitForAsync();
    }

    /// <summary>The server has what was begun here, and this page knows that.</summary>
    public Task HasSavedAsync(string text) =>
        Page.UntilAsync("text => Object.values(sessionStorage).some(kept => kept.includes(JSON.stringify(text)) && JSON.parse(kept).isSaved)", text);

    /// <summary>Writes and presses the button, as one does without JavaScript.</summary>
    public async Task SubmitsAsync(string text)
    {
        await Page.FillAsync("#text", text);
        await SubmitAsync(".composer-send");
        await Said(text).WaitForAsync();
    }

    /// <summary>The files that go with what is being written.</summary>
    public ILocator Chosen => Page.Locator(".composer .chosen > li");

    public Task AttachesAsync(params FilePayload[] files) => Page.Locator("#composer [name=files]").SetInputFilesAsync(files);

    /// <summary>Pastes or drops a file: no browser lets a program do that with its own hands.</summary>
    public Task HandsOverAsync(string onto, string how, string inside, string name, byte[] bytes) => Page.EvalOnSelectorAsync(onto, """
        (element, { how, inside, name, base64 }) => {
          const data = new DataTransfer()
          data.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], name, { type: name.endsWith('.png') ? 'image/png' : '' }))
          const Kind = how === 'paste' ? ClipboardEvent : DragEvent
          element.dispatchEvent(new Kind(how, { [inside]: data, bubbles: true, cancelable: true }))
        }
        """, new { how, inside, name, base64 = Convert.ToBase64String(bytes) });

    public Task SeesAsync(string text) => Assertions.Expect(Messages.Filter(new LocatorFilterOptions { HasText = text }).Last).ToBeVisibleAsync();

    public Task SeesNoMoreAsync(string text) => Assertions.Expect(Messages.Filter(new LocatorFilterOptions { HasText = text })).ToHaveCountAsync(0);

    /// <summary>Begins an answer to a message.</summary>
    public async Task AnswersAsync(string text)
    {
        await ActsOnAsync(text);
        await Page.ClickAsync("#sheet [data-reply]");
        await Assertions.Expect(Page.Locator("#composer-about .quote")).ToBeVisibleAsync();
    }

    /// <summary>A message that the server has.</summary>
    public ILocator Said(string text) => Messages.Filter(new LocatorFilterOptions { HasText = text }).Last;

    public Task<string[]> SeenTextsAsync() => Page.EvalOnSelectorAllAsync<string[]>("#messages > .message .said", "all => all.map(s => s.querySelector('p')?.textContent ?? '')");

    /// <summary>Opens what can be done with a message: a sheet over the chat, or a page.</summary>
    public async Task ActsOnAsync(string text)
    {
        await Said(text).Locator(".more").ClickAsync();
        await Page.Locator(".actions").WaitForAsync();
    }

    /// <summary>Presses a button and waits for the page that its form leads to, after the redirect.</summary>
    public async Task SubmitAsync(string button)
    {
        // The page with the button may have come just now itself.
        await Page.Locator(button).First.WaitForAsync();
        await Page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
        var shown = new TaskCompletionSource();
        void Show(object? sender, IPage page) => shown.TrySetResult();
        Page.DOMContentLoaded += Show;
        await Page.ClickAsync(button);
        await shown.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Page.DOMContentLoaded -= Show;
    }

    // Nothing is fetched from anybody else.
    void Watch(string url)
    {
        if (new Uri(url) is { Scheme: not ("data" or "blob"), Host: not "localhost" })
        {
            problems.Add($"{Name}: asks another host: {url}");
        }
    }
}
