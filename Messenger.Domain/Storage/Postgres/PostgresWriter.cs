namespace Messenger.Domain;

/// <summary>
/// Sends to one chat wait for its row lock, and for the disk, one after another. So those that arrive while one is on its
/// way gather and share the next statement: whoever comes first leads, and the others wait.
/// </summary>
public sealed class PostgresWriter
{
    const int BatchLimit = 256;

    readonly Dictionary<(int Chat, int Version), Batch> newest = [];

    /// <param name="message">What to post.</param>
    /// <param name="membershipVersion">The version of the members that the sender was checked against.</param>
    /// <param name="insert">Posts several messages to this chat: all of them, or none and says why.</param>
    /// <param name="committed">Called by the leader, so that what is told of a chat is told in its order.</param>
    public async Task<SendResult> PostAsync(
        Message message, int membershipVersion, Func<IReadOnlyList<Message>, Task<SendResult>> insert, Action? committed = null)
    {
        var key = (message.ChatId, membershipVersion);
        Batch batch;
        int place;
        lock (newest)
        {
            var last = newest.GetValueOrDefault(key);
            batch = last is { IsClosed: false, Deadline.IsOver: false } && last.Messages.Count < BatchLimit ? last : new Batch(last?.Answers.Task);
            newest[key] = batch;
            place = batch.Messages.Count;
            batch.Messages.Add(message);
            batch.Committed.Add(committed);
        }

        if (place == 0)
        {
            // It goes for the others too: nothing of who asks first goes with it.
            using (ExecutionContext.SuppressFlow())
            {
                _ = LeadAsync(key, batch, insert);
            }
        }

        return await (await batch.Answers.Task.WaitAsync(DatabaseAway.Patience))[place];
    }

    async Task LeadAsync((int, int) key, Batch batch, Func<IReadOnlyList<Message>, Task<SendResult>> insert)
    {
        try
        {
            await batch.OnesBeforeAsync();
            lock (newest)
            {
                batch.IsClosed = true;
            }

            var answers = new Task<SendResult>[batch.Messages.Count];
            await AnswerAsync(batch, 0, answers.Length, insert, answers);
            batch.Tell(answers);
            batch.Answers.SetResult(answers);
        }
        catch (Exception failure)
        {
            batch.Answers.SetException(failure);
            // Perhaps nobody waits for it any more, and then nobody else looks at it.
            _ = batch.Answers.Task.Exception;
        }
        finally
        {
            lock (newest)
            {
                batch.IsClosed = true;
                if (newest.GetValueOrDefault(key) == batch)
                {
                    newest.Remove(key);
                }
            }
        }
    }

    static async Task AnswerAsync(
        Batch batch, int from, int count, Func<IReadOnlyList<Message>, Task<SendResult>> insert, Task<SendResult>[] answers)
    {
        var answer = batch.Deadline.IsOver ? Task.FromException<SendResult>(new TooLate()) : insert(batch.Messages.GetRange(from, count));
        await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (count == 1 || (answer.IsCompletedSuccessfully ? answer.Result is not SendResult.Duplicate : DatabaseAway.Explains(answer.Exception)))
        {
            Array.Fill(answers, answer, from, count);
            return;
        }

        // One of them was there before, or breaks a rule of the database: each half for itself finds out which.
        await AnswerAsync(batch, from, count / 2, insert, answers);
        await AnswerAsync(batch, from + (count / 2), count - (count / 2), insert, answers);
    }

    sealed class Batch(Task<Task<SendResult>[]>? before)
    {
        public Deadline Deadline { get; } = new(DatabaseAway.Patience);

        public List<Message> Messages { get; } = [];

        public List<Action?> Committed { get; } = [];

        public bool IsClosed { get; set; }

        public TaskCompletionSource<Task<SendResult>[]> Answers { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Tell(Task<SendResult>[] answers)
        {
            for (var i = 0; i < answers.Length; i++)
            {
                if (answers[i] is { IsCompletedSuccessfully: true, Result: SendResult.Committed })
                {
                    Committed[i]?.Invoke();
                }
            }
        }

        /// <summary>When the database was away for them it is for us: nobody waits for two time-outs.</summary>
        public async Task OnesBeforeAsync()
        {
            try
            {
                if (before is not null)
                {
                    await (await before)[^1];
                }
            }
            catch (Exception failure) when (failure is TooLate || !DatabaseAway.Explains(failure))
            {
                // Theirs alone.
            }
        }
    }

    /// <summary>Not even begun, because whoever sent it has been told that it was not sent.</summary>
    sealed class TooLate : TimeoutException;
}
