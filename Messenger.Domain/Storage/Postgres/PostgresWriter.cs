namespace Messenger.Domain;

/// <summary>
/// The writer of messages on PostgreSQL. Sends to one chat would wait for its row lock, and for the disk, one after another, so those that
/// arrive while one is on its way gather and share the next statement: whoever comes first leads, and the others wait.
/// </summary>
/// <param name="insertAsync">Inserts several messages to one chat, checked against this version of its members: all of them, or none and says why.</param>
/// <param name="patience">How long anybody waits for a send.</param>
public sealed class PostgresWriter(Func<IReadOnlyList<Message>, int, Task<SendResult>> insertAsync, IEventBus bus, TimeSpan patience) : IMessageWriter
{
    const int BatchLimit = 256;

    readonly Dictionary<(int Chat, int Version), Batch> newest = [];

    public async Task<SendResult> SendAsync(OutgoingMessage outgoing)
    {
        var key = (outgoing.Message.ChatId, outgoing.MembershipVersion);
        Batch batch;
        int place;
        lock (newest)
        {
            var last = newest.GetValueOrDefault(key);
            batch = last is { IsClosed: false, Deadline.IsOver: false } && last.Outgoing.Count < BatchLimit ? last : new Batch(last?.Answers.Task, patience);
            newest[key] = batch;
            place = batch.Outgoing.Count;
            batch.Outgoing.Add(outgoing);
        }

        if (place == 0)
        {
            // It goes for the others too: nothing of who asks first goes with it.
            using (ExecutionContext.SuppressFlow())
            {
                _ = LeadAsync(key, batch);
            }
        }

        return await (await batch.Answers.Task.WaitAsync(patience))[place];
    }

    async Task LeadAsync((int Chat, int Version) key, Batch batch)
    {
        try
        {
            await batch.OnesBeforeAsync();
            lock (newest)
            {
                batch.IsClosed = true;
            }

            var answers = new Task<SendResult>[batch.Outgoing.Count];
            await AnswerAsync(batch, key.Version, 0, answers.Length, answers);
            batch.Announce(answers, bus);
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

    async Task AnswerAsync(Batch batch, int version, int from, int count, Task<SendResult>[] answers)
    {
        var answer = batch.Deadline.IsOver ? Task.FromException<SendResult>(new TooLate())
            : insertAsync([.. batch.Outgoing.Skip(from).Take(count).Select(outgoing => outgoing.Message)], version);
        await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (count == 1 || (answer.IsCompletedSuccessfully ? answer.Result is SendResult.Committed or SendResult.MembershipChanged : DatabaseUnavailable.Explains(answer.Exception)))
        {
            Array.Fill(answers, answer, from, count);
            return;
        }

        // One of them was there before, answers what is gone, or breaks a rule of the database: each half for itself finds out which.
        await AnswerAsync(batch, version, from, count / 2, answers);
        await AnswerAsync(batch, version, from + (count / 2), count - (count / 2), answers);
    }

    sealed class Batch(Task<Task<SendResult>[]>? before, TimeSpan patience)
    {
        public Deadline Deadline { get; } = new(patience);

        public List<OutgoingMessage> Outgoing { get; } = [];

        public bool IsClosed { get; set; }

        public TaskCompletionSource<Task<SendResult>[]> Answers { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>What is told of a chat is told in its order, because the leader tells it.</summary>
        public void Announce(Task<SendResult>[] answers, IEventBus bus)
        {
            for (var i = 0; i < answers.Length; i++)
            {
                if (answers[i] is { IsCompletedSuccessfully: true, Result: SendResult.Committed })
                {
                    Outgoing[i].Announce(bus);
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
            catch (Exception failure) when (failure is TooLate || !DatabaseUnavailable.Explains(failure))
            {
                // Theirs alone.
            }
        }
    }

    /// <summary>
    /// The failure of a send that was not even begun, because whoever sent it has been told that it was not sent.
    /// </summary>
    sealed class TooLate : TimeoutException;
}
