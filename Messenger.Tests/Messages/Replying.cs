using Messenger.Domain;

namespace Messenger.Tests;

public sealed class Replying : World
{
    static readonly Guid clientId = Guid.Parse("0190a5c2-5f4e-7c3a-9b1d-6f2e8a4c7d91");

    [Fact]
    public async Task The_answer_quotes_the_question()
    {
        var question = await Says(Ann, "Coming?");

        var answer = await Reply(Bob, question.Id, "Yes");

        Assert.Equal(new QuoteView(question.Id, 1, question.Author, "Coming?", false, [], question.Revision), answer.Quote);
        Assert.Equal(answer, Posted(answer.Id).Message);
        Assert.Equal(answer.Quote, (await Newest(Ann))[1].Quote);
    }

    [Fact]
    public async Task The_quote_follows_what_is_edited()
    {
        var question = await Says(Ann, "Comming?");
        await Reply(Bob, question.Id, "Yes");
        Assert.Equal("Comming?", (await Newest(Bob))[1].Quote?.Text);

        await Do((Messages m) => m.EditAsync(Ann, question.Id, "Coming?"));

        Assert.Equal("Coming?", (await Newest(Bob))[1].Quote?.Text);
    }

    [Fact]
    public async Task The_quote_of_what_was_deleted_later_is_empty()
    {
        var question = await Says(Ann, "Coming?");
        await Reply(Bob, question.Id, "Yes");
        Assert.Equal("Coming?", (await Newest(Bob))[1].Quote?.Text);

        await Do((Messages m) => m.DeleteAsync(Ann, question.Id));

        var quote = (await Newest(Bob))[1].Quote;
        Assert.Equal((true, ""), (quote?.IsDeleted, quote?.Text));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    public async Task The_quote_follows_what_was_said_long_before(int changes)
    {
        var question = await Says(Ann, "Coming?");
        await SaysMany(Ann, 160);
        await Reply(Bob, question.Id, "Yes");
        Assert.Equal("Coming?", (await Newest(Bob))[^1].Quote?.Text);

        for (var i = 1; i < changes; i++)
        {
            await Do((Messages m) => m.EditAsync(Ann, question.Id, $"Coming at {i}?"));
        }

        await Do((Messages m) => m.DeleteAsync(Ann, question.Id));

        var quote = (await Newest(Bob))[^1].Quote;
        Assert.Equal((true, ""), (quote?.IsDeleted, quote?.Text));
        Assert.Equal(50, (await Newest(Bob)).Count);
    }

    [Fact]
    public async Task What_is_deleted_cannot_be_answered()
    {
        var question = await Says(Ann, "Coming?");
        await Do((Messages m) => m.DeleteAsync(Ann, question.Id));

        await Refuses(Reason.Invalid, "reply_gone", Reply(Bob, question.Id, "Yes"));
    }

    [Fact]
    public async Task What_was_said_elsewhere_cannot_be_answered_here()
    {
        var group = await Group(Eve);
        var elsewhere = await Says(Eve, "Secret", group);

        await Refuses(Reason.Invalid, "reply_gone", Reply(Ann, elsewhere.Id, "Hm"));
        await Refuses(Reason.Invalid, "reply_gone", Reply(Bob, elsewhere.Id, "Hm"));
        await Refuses(Reason.Invalid, "reply_gone", Reply(Bob, Nobody, "Hm"));
    }

    [Fact]
    public async Task A_line_of_the_system_cannot_be_answered()
    {
        var group = await Group();

        await Refuses(Reason.Invalid, "reply_gone", Do(async (Messages m) =>
            await m.PostAsync(Ann, group, "Nice", null, (await Newest(Ann, group))[0].Id)));
    }

    [Fact]
    public async Task Sending_again_after_the_question_was_deleted_still_finds_the_answer()
    {
        var question = await Says(Ann, "Coming?");
        var answer = await Reply(Bob, question.Id, "Yes");
        await Do((Messages m) => m.DeleteAsync(Ann, question.Id));

        Assert.Equal(answer.Id, (await Reply(Bob, question.Id, "Yes")).Id);
    }

    [Fact]
    public async Task A_stranger_finds_no_chat()
    {
        var question = await Says(Ann, "Coming?");

        await Refuses(Reason.NotFound, Reply(Eve, question.Id, "Yes"));
    }

    MessagePosted Posted(int id) => Assert.Single(Bus.Said.OfType<MessagePosted>(), said => said.Message.Id == id);

    Task<MessageView> Reply(int who, int message, string text) => Do((Messages m) => m.PostAsync(who, Chat, text, clientId, message));
}
