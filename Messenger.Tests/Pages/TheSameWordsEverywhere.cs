using System.Text.RegularExpressions;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>A message is drawn in many places, and reads alike in all of them.</summary>
[RunsOnce]
public sealed class TheSameWordsEverywhere(Talk talk) : IClassFixture<Talk>
{
    [Theory]
    [InlineData(@"¯\_(ツ)_/¯")]
    [InlineData(@"D:\_old\[2024]\*.log and *.* in src/**/*.cs")]
    [InlineData(@"\*as typed\* and \@bob", "*as typed* and @bob")]
    [InlineData("26. 6. 2026 at the lake")]
    [InlineData("03. 05. 2026")]
    [InlineData("- Привет, - сказал он.")]
    [InlineData("if (a    <  b)\n\treturn    c;", "if (a < b) return c;")]
    [InlineData("````\n```\ncode\n```\n````", "``` code ```")]
    [InlineData("See example.org/a_b or write to ann@example.org now")]
    [InlineData("🎉❤️")]
    public async Task In_the_bubble_an_answer_the_list_and_what_is_read_out(string text, string? words = null)
    {
        words ??= text;
        var group = await talk.NewGroupAsync();
        await using var page = await talk.OpenAsync("bob");

        var bubble = await talk.SayAsync("ann", group, text);
        var list = await talk.HtmlAsync("bob", "/");
        await page.HearsAsync($"id=\"message-{bubble.Id}\"");
        var told = string.Concat(page.Heard.Where(one => one.Chat == group).Select(one => one.Html));
        await talk.PostAsync("bob", $"/chats/{group}", $"text=Yes&reply_to={bubble.Id}");
        var chat = await talk.HtmlAsync("bob", $"/chats/{group}");

        Assert.Equal(words, WithoutTime(bubble.Text));
        Assert.Equal(words, WithoutTime(Drawn.In(chat)[^2].Text));
        Assert.Equal(words, Words(chat, $"data-quotes=\"{bubble.Id}\".*?<span dir=\"auto\">(.*?)</span>"));
        Assert.EndsWith($": {words}", Words(list, $"id=\"chat-{group}-last\".*?class=\"chat-last\"[^>]*>(.*?)</span>"));
        Assert.EndsWith($": {words}", Words(told, "data-not-for=\"\\d+\">(.*?)</span>"));
        Assert.Equal(text, (await talk.DoAsync((History h) => h.NewestAsync(talk.IdOf("bob"), group))).Messages[^2].Text);
    }

    [Theory]
    [InlineData("🎉", true)]
    [InlineData("❤️ 👩‍👩‍👧", true)]
    [InlineData("👍🏽🇵🇹🫪", true)]
    [InlineData("✅", true)]
    [InlineData("⭐ ☕ ⚡", true)]
    [InlineData("⭐☕⚡❌", false)]
    [InlineData("ℹ️", true)]
    [InlineData("ℹ", false)]
    [InlineData("❤", false)]
    [InlineData("🎉🎉🎉🎉", false)]
    [InlineData("🎉!", false)]
    [InlineData("™", false)]
    [InlineData("123", false)]
    public async Task One_to_three_emoji_are_drawn_large(string text, bool isLarge)
    {
        var html = await talk.PostAsync("ann", $"/chats/{await talk.NewGroupAsync()}", $"text={text}");

        Assert.Equal(isLarge, Regex.IsMatch(html, "<li class=\"message[^\"]* jumbo\""));
    }

    // The time stands in the bubble too.
    static string WithoutTime(string words) => Regex.Replace(words, @"\s*\d\d:\d\d.*$", "");

    static string Words(string html, string pattern) =>
        Page.WordsOf(Assert.Single(Regex.Matches(html, pattern, RegexOptions.Singleline).Select(match => match.Groups[1].Value).Take(1)));
}
