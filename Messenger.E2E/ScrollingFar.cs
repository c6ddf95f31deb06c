using Messenger.Tests;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>A long chat is scrolled through: what is far away leaves the page and comes back, and nothing jumps.</summary>
public sealed class ScrollingFar(Chromium chromium, Server server) : Story(chromium, server)
{
    const int Count = 500, Most = 400;

    // Where the first message in view stands, and what is beyond the edges of the page.
    const string Look = """
        () => {
          const scroll = document.getElementById('scroll'), top = scroll.getBoundingClientRect().top
          const shown = [...document.querySelectorAll('#messages > [data-sequence]')]
          const seen = shown.find(li => li.getBoundingClientRect().bottom > top)
          return { count: shown.length, first: Number(shown[0].dataset.sequence), last: Number(shown.at(-1).dataset.sequence), seen: seen.id, at: seen.getBoundingClientRect().top - top }
        }
        """;

    [Fact]
    public async Task Up_to_the_first_message_and_down_again()
    {
        var (ann, bob) = await AnnAndBobAsync();
        var chat = int.Parse(ann.Page.Url.Split('/')[^1]);
        // Nobody looks while it is filled.
        await ann.GoesToAsync("/");
        await bob.GoesToAsync("/");
        await FillAsync(ann, chat, Count);
        await bob.GoesToAsync(chat);
        await bob.IsLiveAsync();
        var now = await LookAsync(bob);

        while (now.First > 1)
        {
            await ScrollAsync(bob, "scroll.scrollTop = -scroll.scrollHeight");
            await bob.Page.UntilAsync("first => Number(document.querySelector('#messages > [data-sequence]').dataset.sequence) < first", now.First);
            now = await StandsStillAsync(bob);
        }

        await Expect(bob.Page.Locator("#messages")).ToHaveAttributeAsync("data-newest", "false");
        Assert.True(now.Last < Count);
        await Expect(bob.Page.Locator("#messages > .older-line")).ToHaveCountAsync(0);
        while (now.Last < Count)
        {
            await ScrollAsync(bob, "scroll.scrollTop = 0");
            await bob.Page.UntilAsync("last => Number([...document.querySelectorAll('#messages > [data-sequence]')].at(-1).dataset.sequence) > last", now.Last);
            now = await StandsStillAsync(bob);
        }

        await Expect(bob.Page.Locator("#messages")).ToHaveAttributeAsync("data-newest", "true");
        Assert.True(now.First > 1);
        await ann.GoesToAsync(chat);
        await ann.TypesAsync("Are you still there?");
        await Expect(bob.Said("Are you still there?")).ToBeVisibleAsync();

        // What is said from far away is said at the end.
        await bob.GoesToAsync($"/chats/{chat}?around=1");
        await bob.IsLiveAsync();
        await bob.TypesAsync("I am");
        await bob.ArrivesAsync("/chats/\\d+$");
        await Expect(bob.Said("I am")).ToBeInViewportAsync();
    }

    /// <summary>What is in view stays there while others come and go, and there are never too many.</summary>
    static async Task<Seen> StandsStillAsync(Person who)
    {
        var before = await LookAsync(who);
        await who.Page.UntilAsync("() => document.querySelectorAll('#messages > [data-sequence]').length <= 300");
        var after = await LookAsync(who);
        Assert.Equal((before.Id, before.At), (after.Id, after.At));
        Assert.InRange(before.Count, 1, Most);
        return after;
    }

    static Task ScrollAsync(Person who, string how) => who.Page.EvaluateAsync($"() => {{ const scroll = document.getElementById('scroll'); {how} }}");

    static async Task<Seen> LookAsync(Person who)
    {
        var seen = await who.Page.EvaluateAsync<System.Text.Json.JsonElement>(Look);
        return new Seen(seen.GetProperty("count").GetInt32(), seen.GetProperty("first").GetInt32(), seen.GetProperty("last").GetInt32(), seen.GetProperty("seen").GetString()!, Math.Round(seen.GetProperty("at").GetDouble()));
    }

    sealed record Seen(int Count, int First, int Last, string Id, double At);
}
