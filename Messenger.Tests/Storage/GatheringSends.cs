using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>How sends to one chat come together on their way to PostgreSQL.</summary>
public sealed class GatheringSends
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    readonly RecordingBus bus = new();
    readonly List<string> statements = [];
    PostgresWriter writer;
    TaskCompletionSource<SendResult> answer = new();

    public GatheringSends() => writer = new PostgresWriter((messages, _) => InsertAsync(messages), bus, patience);

    [Fact]
    public async Task One_alone_goes_at_once()
    {
        answer.SetResult(SendResult.Committed);

        Assert.Equal(SendResult.Committed, await Send("a"));
        Assert.Equal(["a"], statements);
    }

    [Fact]
    public async Task Those_who_come_while_one_is_on_its_way_share_the_next()
    {
        var all = new[] { Send("a"), Send("b"), Send("c") };
        Assert.Equal(["a"], statements);

        answer.SetResult(SendResult.Committed);

        Assert.Equal([SendResult.Committed, SendResult.Committed, SendResult.Committed], await Task.WhenAll(all));
        Assert.Equal(["a", "bc"], statements);
    }

    [Fact]
    public async Task Another_chat_or_another_version_of_its_members_does_not_wait()
    {
        var all = new[] { Send("a"), Send("b", chat: 2), Send("c", version: 2) };

        Assert.Equal(["a", "b", "c"], statements);
        answer.SetResult(SendResult.Committed);
        await Task.WhenAll(all);
    }

    [Fact]
    public async Task All_hear_that_the_members_changed()
    {
        var all = new[] { Send("a"), Send("b"), Send("c") };

        answer.SetResult(SendResult.MembershipChanged);

        Assert.Equal([SendResult.MembershipChanged, SendResult.MembershipChanged, SendResult.MembershipChanged], await Task.WhenAll(all));
    }

    [Fact]
    public async Task When_one_was_there_before_it_is_found_by_halves()
    {
        var all = new[] { Send("a"), Send("b"), Send("again"), Send("c") };

        answer.SetResult(SendResult.Committed);

        Assert.Equal([SendResult.Committed, SendResult.Committed, SendResult.Duplicate, SendResult.Committed], await Task.WhenAll(all));
        Assert.Equal(["a", "bagainc", "b", "againc", "again", "c"], statements);
    }

    [Fact]
    public async Task When_one_is_broken_only_that_one_fails()
    {
        var (first, good, broken, last) = (Send("a"), Send("b"), Send("broken"), Send("c"));

        answer.SetResult(SendResult.Committed);

        Assert.Equal([SendResult.Committed, SendResult.Committed, SendResult.Committed], await Task.WhenAll(first, good, last));
        await Assert.ThrowsAsync<InvalidOperationException>(() => broken);
    }

    [Fact]
    public async Task What_came_too_late_to_be_told_is_not_sent_any_more()
    {
        writer = new PostgresWriter((messages, _) => InsertAsync(messages), bus, DatabaseUnavailable.Patience);
        var all = new[] { Send("a"), Send("b"), Send("c") };

        foreach (var one in all)
        {
            await Eventually.TrueAsync(() => one.IsCompleted);
            await Assert.ThrowsAsync<TimeoutException>(() => one);
        }

        answer.SetResult(SendResult.Committed);
        Assert.Equal(SendResult.Committed, await Send("d"));
        Assert.DoesNotContain(statements, statement => statement.Contains('b') || statement.Contains('c'));
    }

    [Fact]
    public async Task When_the_database_goes_away_between_halves_the_first_is_answered_and_told()
    {
        var (first, good, again, last) = (Send("a"), Send("b"), Send("again"), Send("gone"));

        answer.SetResult(SendResult.Committed);

        Assert.Equal([SendResult.Committed, SendResult.Committed, SendResult.Duplicate], await Task.WhenAll(first, good, again));
        await Assert.ThrowsAsync<TimeoutException>(() => last);
        Assert.Equal(["a", "b"], bus.Said.OfType<MessagePosted>().Select(posted => posted.Message.Text));
    }

    [Fact]
    public async Task When_the_database_is_away_nobody_waits_for_it_twice()
    {
        var all = new[] { Send("a"), Send("b"), Send("c") };

        answer.SetException(new TimeoutException());

        foreach (var one in all)
        {
            await Assert.ThrowsAsync<TimeoutException>(() => one);
        }

        Assert.Equal(["a"], statements);
    }

    [Fact]
    public async Task When_it_is_back_all_is_as_before()
    {
        answer.SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => Send("a"));

        answer = new TaskCompletionSource<SendResult>();
        answer.SetResult(SendResult.Committed);

        Assert.Equal(SendResult.Committed, await Send("b"));
    }

    [Fact]
    public async Task More_than_a_statement_holds_take_the_one_after()
    {
        var all = Enumerable.Range(0, 1 + 256 + 2).Select(_ => Send("x")).ToList();

        answer.SetResult(SendResult.Committed);

        await Task.WhenAll(all);
        Assert.Equal([1, 256, 2], statements.Select(statement => statement.Length));
    }

    [Fact]
    public async Task Crowds_that_come_and_go_all_get_their_answers()
    {
        var busy = new PostgresWriter(
            async (_, _) =>
            {
                await Task.Yield();
                return SendResult.Committed;
            }, bus, patience);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 5000; i++)
            {
                Assert.Equal(SendResult.Committed, await busy.SendAsync(Outgoing("x")));
            }
        })));
    }

    Task<SendResult> Send(string text, int chat = 1, int version = 1) => writer.SendAsync(Outgoing(text, chat, version));

    static OutgoingMessage Outgoing(string text, int chat = 1, int version = 1) => new(
        Message.Write(1, chat, text, null, null, DateTimeOffset.UnixEpoch), version,
        new PersonView(1, "ann", null, null, 1, null, null, null, true, true, DateTimeOffset.UnixEpoch), null);

    async Task<SendResult> InsertAsync(IReadOnlyList<Message> messages)
    {
        var texts = messages.Select(message => message.Content).ToList();
        lock (statements)
        {
            statements.Add(string.Concat(texts));
        }

        var result = await answer.Task;
        return texts.Contains("broken") ? throw new InvalidOperationException()
            : texts.Contains("again") ? SendResult.Duplicate
            : texts.Contains("gone") ? throw new TimeoutException() : result;
    }
}
