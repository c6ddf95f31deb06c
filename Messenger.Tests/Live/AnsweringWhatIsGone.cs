using System.Net;

namespace Messenger.Tests;

/// <summary>An answer to what was just deleted comes back to its sender, who can send it by itself.</summary>
public sealed class AnsweringWhatIsGone(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task A_script_is_told_which_part_is_wrong_and_sends_the_same_without_it()
    {
        var (group, gone) = await DeletedAsync();
        var visitor = Visitor.From("bob", talk.Home, talk.Of("bob"));
        var id = Guid.NewGuid();

        using var refused = await visitor.PostAsync($"/chats/{group}", $"text=I can&client_id={id}&reply_to={gone}", isScript: true);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "reply_to"), (refused.StatusCode, refused.Headers.GetValues("Messenger-Field").Single()));
        using var plain = await visitor.PostAsync($"/chats/{group}", $"text=I can&client_id={id}&reply_to=", isScript: true);

        Assert.Equal(HttpStatusCode.OK, plain.StatusCode);
        Assert.Equal("I can", Drawn.In(await talk.HtmlAsync("ann", $"/chats/{group}"))[^1].Text);
    }

    [Fact]
    public async Task The_form_comes_back_with_the_text_and_without_the_answer()
    {
        var (group, gone) = await DeletedAsync();
        var bob = talk.Of("bob");
        await bob.OpenAsync($"/chats/{group}");

        var page = await bob.SubmitAsync($"/chats/{group}", ("text", "I can"), ("reply_to", $"{gone}"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.DoesNotContain("name=\"reply_to\" value=", page.Html);
        Assert.Contains("I can</textarea>", page.Html);
    }

    [Theory]
    [InlineData("What you were answering is gone", true)]
    [InlineData("Reply to", false)]
    public async Task A_draft_that_answers_it_is_told_so(string words, bool isGone)
    {
        var (group, gone) = await DeletedAsync();
        var there = await talk.SayAsync("ann", group, "Still there");

        var html = await talk.HtmlAsync("ann", $"/chats/{group}?reply={(isGone ? gone : there.Id)}", isScript: true);

        Assert.Contains(words, html);
        Assert.Equal(!isGone, html.Contains("name=\"reply_to\""));
    }

    /// <summary>As after its time: there is no such message any more.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_erased_is_told_to_be_gone(bool isScript)
    {
        var html = await talk.HtmlAsync("ann", $"/chats/{await talk.NewGroupAsync()}?reply={int.MaxValue - 1}", isScript);

        Assert.Contains("What you were answering is gone", html);
        Assert.DoesNotContain("name=\"reply_to\" value=", html);
    }

    async Task<(int Group, int Gone)> DeletedAsync()
    {
        var group = await talk.NewGroupAsync();
        var said = await talk.SayAsync("ann", group, "Who keeps the keys?");
        await talk.PostAsync("ann", $"/chats/{group}/messages/{said.Id}/delete");
        return (group, said.Id);
    }
}
