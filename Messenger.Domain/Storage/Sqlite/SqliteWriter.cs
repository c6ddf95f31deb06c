using System.Collections.Concurrent;
using System.Diagnostics;

namespace Messenger.Domain;

/// <summary>
/// The only way into the SQLite file. Sends that arrive while a commit is on its way share the next one and are answered
/// after it. Every other write takes its turn at the same gate.
/// </summary>
public sealed class SqliteWriter : IMessageWriter, IDisposable
{
    /// <summary>With a locked file every try also waits for SQLite itself, and all of it stays under two seconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    const int BatchLimit = 256;

    readonly TimeSpan patience;
    readonly SemaphoreSlim gate = new(1, 1);
    readonly BlockingCollection<PendingSend> sends = [];
    readonly Lazy<Thread> thread;
    bool isDisposed;

    /// <param name="patience">How long anybody waits for a send, or for a turn to write: <see cref="Patience"/> where people do.</param>
    public SqliteWriter(string connectionString, IEventBus bus, TimeSpan patience)
    {
        this.patience = patience;
        thread = new Lazy<Thread>(() =>
        {
            // A thread of its own: it waits for the disk, and the pool's threads have people to answer.
            var thread = new Thread(() => Write(connectionString, bus)) { IsBackground = true, Name = nameof(SqliteWriter) };
            thread.Start();
            return thread;
        });
    }

    /// <summary>A send begins to be written, after so long.</summary>
    public event Action<TimeSpan>? SendWaited;

    /// <summary>Another write begins, after so long.</summary>
    public event Action<TimeSpan>? TurnWaited;

    /// <summary>A transaction of sends is on disk: how many they were, and how long that took.</summary>
    public event Action<int, TimeSpan>? Committed;

    public Task<SendResult> SendAsync(OutgoingMessage outgoing)
    {
        _ = thread.Value;
        var send = new PendingSend(outgoing, new Deadline(patience));
        sends.Add(send);
        return send.Answer.WaitAsync(patience);
    }

    /// <summary>The caller's turn to write, until what is returned is disposed.</summary>
    public async Task<IDisposable> EnterAsync()
    {
        var since = Stopwatch.GetTimestamp();
        if (!await gate.WaitAsync(patience))
        {
            throw new TimeoutException("Waited too long for a turn to write to the SQLite file.");
        }

        TurnWaited?.Invoke(Stopwatch.GetElapsedTime(since));
        return new Turn(gate);
    }

    public void Dispose()
    {
        // Known to the container by two names, it is disposed of twice.
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        sends.CompleteAdding();
        if (thread.IsValueCreated)
        {
            thread.Value.Join();
        }

        gate.Dispose();
        sends.Dispose();
    }

    void Write(string connectionString, IEventBus bus)
    {
        SqliteMessageInsert? open = null;
        List<PendingSend> batch = [];
        foreach (var first in sends.GetConsumingEnumerable())
        {
            batch.Add(first);
            gate.Wait();
            try
            {
                while (batch.Count < BatchLimit && sends.TryTake(out var next))
                {
                    batch.Add(next);
                }

                batch.RemoveAll(send => send.IsLate);
                open ??= new SqliteMessageInsert(connectionString);
                Commit(batch, open);
                batch.ForEach(send => send.Succeed(bus));
            }
            catch (Exception failure)
            {
                batch.ForEach(send => send.Fail(failure));
                // Closing it undoes what was begun.
                open?.Dispose();
                open = null;
            }
            finally
            {
                gate.Release();
                batch.Clear();
            }
        }

        open?.Dispose();
    }

    void Commit(List<PendingSend> batch, SqliteMessageInsert open)
    {
        batch.ForEach(send => SendWaited?.Invoke(send.Age));
        var began = Stopwatch.GetTimestamp();
        open.Commit(batch);
        Committed?.Invoke(batch.Count, Stopwatch.GetElapsedTime(began));
    }

    sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
