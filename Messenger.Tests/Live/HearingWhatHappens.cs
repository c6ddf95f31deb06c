using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>What the open pages of people are told, and what they are not.</summary>
public sealed class HearingWhatHappens(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task A_message_is_told_once_to_every_page_of_every_member_in_its_language()
    {
        var group = await talk.NewGroupAsync();
        await using var anns = await talk.OpenAsync("ann");
        await using var annsOther = await talk.OpenAsync("ann");
        await using var bobs = await talk.OpenAsync("bob");
        await using var eves = await talk.OpenAsync("eve");

        var first = await talk.SayAsync("ann", group, "Is this thing on?");
        await talk.SayAsync("bob", group, "It is");

        foreach (var (page, words) in new[] { (anns, "Actions for the message of"), (annsOther, "Actions for the message of"), (bobs, "Действия с сообщением") })
        {
            await page.HearsAsync("It is");
            var heard = Assert.Single(page.Heard, one => one.Chat == group && one.Html.Contains("Is this thing on?"));
            Assert.Equal((first.Revision, words), (heard.Revision, Assert.Single(new[] { "Actions for the message of", "Действия с сообщением" }, heard.Html.Contains)));
            Assert.Equal(first, Assert.Single(Drawn.In(heard.Html)) with { Text = first.Text });
        }

        await talk.MarkAsync("eve", eves);
        Assert.DoesNotContain(eves.Heard, one => one.Chat == group);
    }

    [Fact]
    public async Task Every_change_is_told_with_the_next_revision()
    {
        var group = await talk.NewGroupAsync();
        await using var page = await talk.OpenAsync("bob");

        var message = await talk.SayAsync("ann", group, "Helo");
        await talk.PostAsync("ann", $"/chats/{group}/messages/{message.Id}", "text=Hello");
        await talk.PostAsync("bob", $"/chats/{group}/messages/{message.Id}/reactions", "emoji=👍");
        await talk.PostAsync("ann", $"/chats/{group}/name", "name=Sailors");
        await talk.PostAsync("ann", $"/chats/{group}/members/add", $"userId={talk.IdOf("eve")}");
        await talk.PostAsync("ann", $"/chats/{group}/messages/{message.Id}/delete");
        await talk.SayAsync("ann", group, "The end");

        var last = await page.HearsAsync("The end");
        var revisions = page.Heard.Where(one => one.Chat == group).Select(one => one.Revision).Distinct().Order();
        Assert.Equal(Enumerable.Range((int)message.Revision, (int)(last.Revision - message.Revision) + 1).Select(i => (long)i), revisions);
    }

    [Fact]
    public async Task Who_was_removed_hears_that_and_nothing_more()
    {
        var group = await talk.NewGroupAsync();
        await using var bobs = await talk.OpenAsync("bob");
        await using var anns = await talk.OpenAsync("ann");

        await talk.PostAsync("ann", $"/chats/{group}/members/remove", $"userId={talk.IdOf("bob")}");
        await talk.SayAsync("ann", group, "Now we are among ourselves");

        await anns.HearsAsync("Now we are among ourselves");
        await bobs.HearsAsync($"#chat-{group}\"");
        await talk.MarkAsync("bob", bobs);
        Assert.DoesNotContain(bobs.Heard, one => one.Chat == group || one.Html.Contains("Now we are"));
        Assert.Equal(0, await bobs.BeatAsync(group));
    }

    [Fact]
    public async Task Who_leaves_hears_nothing_more()
    {
        var group = await talk.NewGroupAsync();
        await using var bobs = await talk.OpenAsync("bob");

        await talk.PostAsync("bob", $"/chats/{group}/leave");
        await talk.SayAsync("ann", group, "Bob has gone");

        await talk.MarkAsync("bob", bobs);
        Assert.DoesNotContain(bobs.Heard, one => one.Chat == group);
    }

    [Fact]
    public async Task Who_was_added_hears_from_then_on()
    {
        var group = await talk.NewGroupAsync();
        await using var eves = await talk.OpenAsync("eve");

        await talk.SayAsync("ann", group, "Before");
        await talk.PostAsync("ann", $"/chats/{group}/members/add", $"userId={talk.IdOf("eve")}");
        await talk.SayAsync("ann", group, "After");

        await eves.HearsAsync("After");
        Assert.DoesNotContain(eves.Heard, one => one.Html.Contains("Before"));
    }

    [Fact]
    public async Task Typing_is_told_to_the_others_only()
    {
        var group = await talk.NewGroupAsync();
        await using var anns = await talk.OpenAsync("ann");
        await using var annsOther = await talk.OpenAsync("ann");
        await using var bobs = await talk.OpenAsync("bob");
        await using var eves = await talk.OpenAsync("eve");

        await anns.TypeAsync(group);

        var heard = await bobs.HearsAsync("ann печатает…");
        Assert.Contains($"#typing-{group}", heard.Html);
        foreach (var (name, page) in new[] { ("ann", anns), ("ann", annsOther), ("eve", eves) })
        {
            await talk.MarkAsync(name, page);
            Assert.DoesNotContain(page.Heard, one => one.Html.Contains($"#typing-{group}"));
        }
    }

    [Fact]
    public async Task Reading_is_told_to_who_wrote_it_and_to_my_other_pages()
    {
        var group = await talk.NewGroupAsync();
        await using var anns = await talk.OpenAsync("ann");
        await using var bobs = await talk.OpenAsync("bob");
        var message = await talk.SayAsync("ann", group, "Read me");

        await talk.PostAsync("bob", $"/chats/{group}/read", $"sequence={message.Sequence}");

        var mark = $"data-chat=\"{group}\" data-reader=\"{talk.IdOf("bob")}\" data-sequence=\"{message.Sequence}\"";
        await anns.HearsAsync(mark);
        await bobs.HearsAsync(mark);
    }

    [Fact]
    public async Task The_beat_answers_how_far_the_chat_is()
    {
        var group = await talk.NewGroupAsync();
        await using var bobs = await talk.OpenAsync("bob");
        await using var eves = await talk.OpenAsync("eve");

        var message = await talk.SayAsync("ann", group, "Hello");

        Assert.Equal(message.Revision, await bobs.BeatAsync(group));
        Assert.Equal(0, await bobs.BeatAsync(0));
        Assert.Equal(0, await eves.BeatAsync(group));
    }

    [Fact]
    public async Task The_stamp_moves_with_my_list_only()
    {
        await using var bobs = await talk.OpenAsync("bob");
        await using var eves = await talk.OpenAsync("eve");
        var group = await talk.NewGroupAsync();
        var (bob, eve) = (await bobs.StampAsync(), await eves.StampAsync());

        await talk.SayAsync("ann", group, "Hello");

        Assert.NotEqual(bob, await bobs.StampAsync());
        Assert.Equal(eve, await eves.StampAsync());
    }
}
