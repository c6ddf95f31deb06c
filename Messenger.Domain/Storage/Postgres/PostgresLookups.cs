using System.Data.Common;
using Npgsql;

namespace Messenger.Domain;

/// <summary>
/// Lookups on PostgreSQL. Most of what one costs is its round trip, so those that arrive while the connections are busy gather and share
/// the next one, each by a statement that its connection prepared once.
/// </summary>
/// <param name="patience">How long anybody waits for one.</param>
public sealed class PostgresLookups(NpgsqlDataSource connections, TimeSpan patience) : ILookups
{
    const int BatchLimit = 64;

    // For what follows in its batch, which is one transaction ("Pipelining" in PostgreSQL's message flow).
    const string KeepPlans = "SELECT set_config('plan_cache_mode', 'force_generic_plan', true)";

    // Few, so that they gather; more when all of them are held up by something slow, for which a connection only waits.
    const int PoolLimit = 32;

    static readonly int poolSize = Math.Clamp(Environment.ProcessorCount, 2, 16);

    static readonly TimeSpan heldUp = TimeSpan.FromMilliseconds(50);

    readonly Queue<Lookup> waiting = new();
    int busy;

    public Task<bool> AreReadyAsync() => this.HasAsync(PostgresDb.NewestMigration, PostgresDb.MigrationCount);

    public Task<List<T>> AllAsync<T>(string sql, Func<DbDataReader, T> read, params object[] parameters) =>
        Gathered(new Lookup<T>(sql, parameters, read, patience));

    public Task<List<T>> AllByOnePlanAsync<T>(string sql, Func<DbDataReader, T> read, params object[] parameters) =>
        Gathered(new Lookup<T>(sql, parameters, read, patience) { HasOnePlan = true });

    public Task<List<T>> AllAloneAsync<T>(string sql, Func<DbDataReader, T> read, params object[] parameters)
    {
        var lookup = new Lookup<T>(sql, parameters, read, patience);
        _ = AnswerAsync([lookup]);
        return lookup.Rows.WaitAsync(lookup.Deadline.Left);
    }

    public Task<List<T>> AllOnceAsync<T>(string sql, Func<DbDataReader, T> read, params object[] parameters)
    {
        var lookup = new Lookup<T>(sql, parameters, read, patience) { IsKept = false };
        _ = AnswerAsync([lookup]);
        return lookup.Rows.WaitAsync(lookup.Deadline.Left);
    }

    Task<List<T>> Gathered<T>(Lookup<T> lookup)
    {
        if (TakesConnection(lookup))
        {
            // It serves others too: nothing of who asks first goes with it.
            using (ExecutionContext.SuppressFlow())
            {
                _ = AskAllAsync();
            }
        }

        return lookup.Rows.WaitAsync(lookup.Deadline.Left);
    }

    /// <summary>Whether there is a connection for it; else one that comes back takes it along.</summary>
    bool TakesConnection(Lookup lookup)
    {
        lock (waiting)
        {
            waiting.Enqueue(lookup);
            var isFree = busy < poolSize || (busy < PoolLimit && waiting.Peek().Deadline.Age > heldUp);
            busy += isFree ? 1 : 0;
            return isFree;
        }
    }

    async Task AskAllAsync()
    {
        while (Next() is { Count: > 0 } together)
        {
            await AnswerAsync(together);
        }
    }

    async Task AnswerAsync(List<Lookup> together, bool isAgain = false)
    {
        try
        {
            await AskAsync(together);
        }
        catch (Exception failure)
        {
            var left = together.FindAll(lookup => !lookup.IsAnswered);
            if (connections.ForgetDead(failure) && !isAgain)
            {
                // Nothing was changed by asking, so nobody needs to hear that a connection had died.
                await AnswerAsync(left, isAgain: true);
            }
            else if (!DatabaseUnavailable.Explains(failure) && (left.Count > 1 || !isAgain))
            {
                // One of them is broken, or what the connection had prepared fits no longer: each for itself finds out.
                foreach (var lookup in left)
                {
                    await AnswerAsync([lookup], isAgain: true);
                }
            }
            else
            {
                left.ForEach(lookup => lookup.Fail(failure));
            }
        }
    }

    List<Lookup> Next()
    {
        List<Lookup> together = [];
        lock (waiting)
        {
            while (together.Count < BatchLimit && waiting.TryDequeue(out var lookup))
            {
                if (!lookup.Deadline.IsOver)
                {
                    together.Add(lookup);
                }
            }

            busy -= together.Count == 0 ? 1 : 0;
        }

        return together;
    }

    async Task AskAsync(List<Lookup> together)
    {
        await using var connection = await connections.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        var asked = InOrder(together);
        foreach (var (sql, lookup) in asked)
        {
            var command = new NpgsqlBatchCommand(sql);
            Array.ForEach(lookup?.Parameters ?? [], value => command.Parameters.Add(new NpgsqlParameter { Value = value }));
            batch.BatchCommands.Add(command);
        }

        if (together.TrueForAll(lookup => lookup.IsKept))
        {
            await batch.PrepareAsync();
        }

        await using var rows = await batch.ExecuteReaderAsync();
        foreach (var (_, lookup) in asked)
        {
            await (lookup?.ReadAsync(rows) ?? Task.CompletedTask);
            await rows.NextResultAsync();
        }
    }

    // Those with one plan last, behind the setting that holds from there to the end.
    static List<(string Sql, Lookup? Lookup)> InOrder(List<Lookup> together)
    {
        var ordered = together.OrderBy(lookup => lookup.HasOnePlan).Select(lookup => (lookup.Sql, (Lookup?)lookup)).ToList();
        var weighed = together.Count(lookup => !lookup.HasOnePlan);
        if (weighed < together.Count)
        {
            ordered.Insert(weighed, (KeepPlans, null));
        }

        return ordered;
    }

    abstract class Lookup(string sql, object[] parameters, TimeSpan patience)
    {
        public Deadline Deadline { get; } = new(patience);

        public string Sql => sql;

        public object[] Parameters => parameters;

        /// <summary>Whether it is asked again and again, so that it is worth a preparation.</summary>
        public bool IsKept { get; init; } = true;

        /// <summary>Whether it is planned without a look at its parameters.</summary>
        public bool HasOnePlan { get; init; }

        public abstract bool IsAnswered { get; }

        public abstract Task ReadAsync(DbDataReader rows);

        public abstract void Fail(Exception failure);
    }

    sealed class Lookup<T>(string sql, object[] parameters, Func<DbDataReader, T> read, TimeSpan patience) : Lookup(sql, parameters, patience)
    {
        readonly TaskCompletionSource<List<T>> found = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<List<T>> Rows => found.Task;

        public override bool IsAnswered => found.Task.IsCompleted;

        public override async Task ReadAsync(DbDataReader rows)
        {
            List<T> all = [];
            while (await rows.ReadAsync())
            {
                all.Add(read(rows));
            }

            found.SetResult(all);
        }

        public override void Fail(Exception failure)
        {
            found.SetException(failure);
            // Perhaps nobody waits for it any more, and then nobody else looks at it.
            _ = found.Task.Exception;
        }
    }
}
