namespace Messenger.Domain;

/// <summary>
/// Sends to one chat wait for its row lock, and for the disk, one after another. So those that arrive while one is on its
/// way gather and share the next statement: whoever comes first leads, and the others wait.
/// </summary>
public sealed class PostgresWriter
{
    const int BatchLimit = 256;

    // A database that hangs is given up by its driver only after twice as long.
    static readonly TimeSpan patience = TimeSpan.FromSeconds(2);

    readonly Dictionary<(int Chat, int Version), Batch> newest = [];

    /// <param name="message">What to post.</param>
    /// <param name="membershipVersion">The version of the members that the sender was checked against.</param>
    /// <param name="insert">Posts several messages to this chat: all of them, or none and says why.</param>
    /// <param name="committed">Called by the leader, so that what is told of a chat is told in its order.</param>
    public async Task<Posted> PostAsync(
        Message message, int membershipVersion, Func<IReadOnlyList<Message>, Task<Posted>> insert, Action? committed = null)
    {
        var key = (message.ChatId, membershipVersion);
        Batch batch;
        int place;
        lock (newest)
        {
            var last = newest.GetValueOrDefault(key);
            batch = last is { IsClosed: false } && last.Messages.Count < BatchLimit ? last : new Batch(last?.Answers.Task);
            newest[key] = batch;
            place = batch.Messages.Count;
            batch.Messages.Add(message);
            batch.Committed.Add(committed);
        }

        if (place == 0)
        {
            _ = LeadAsync(key, batch, insert);
        }

        return await (await batch.Answers.Task.WaitAsync(patience))[place];
    }

    async Task LeadAsync((int, int) key, Batch batch, Func<IReadOnlyList<Message>, Task<Posted>> insert)
    {
        try
        {
            await batch.OnesBeforeAsync();
            lock (newest)
            {
                batch.IsClosed = true;
            }

            var answers = await AnswersAsync(batch.Messages, insert);
            batch.Tell(answers);
            batch.Answers.SetResult(answers);
        }
        catch (Exception failure)
        {
            batch.Answers.SetException(failure);
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

    static async Task<Task<Posted>[]> AnswersAsync(IReadOnlyList<Message> messages, Func<IReadOnlyList<Message>, Task<Posted>> insert)
    {
        try
        {
            var result = await insert(messages);
            if (result is not Posted.Before || messages.Count == 1)
            {
                return [.. messages.Select(_ => Task.FromResult(result))];
            }
        }
        catch (Exception failure) when (messages.Count > 1 && !DatabaseAway.Explains(failure))
        {
            // Found out below.
        }

        // One of them was there before, or breaks a rule of the database: each for itself finds out which.
        var answers = new Task<Posted>[messages.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = insert([messages[i]]);
            await ((Task)answers[i]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return answers;
    }

    sealed class Batch(Task? before)
    {
        public List<Message> Messages { get; } = [];

        public List<Action?> Committed { get; } = [];

        public bool IsClosed { get; set; }

        public TaskCompletionSource<Task<Posted>[]> Answers { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Tell(Task<Posted>[] answers)
        {
            for (var i = 0; i < answers.Length; i++)
            {
                if (answers[i] is { IsCompletedSuccessfully: true, Result: Posted.Now })
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
                await (before ?? Task.CompletedTask);
            }
            catch (Exception failure) when (!DatabaseAway.Explains(failure))
            {
                // Theirs alone.
            }
        }
    }
}
