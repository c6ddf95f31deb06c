using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Messenger.Domain;

/// <summary>
/// The only way into the SQLite file. Sends that arrive while a commit is on its way share the next one: one
/// transaction, a savepoint each, answered after the commit. Every other write takes its turn at the same gate.
/// </summary>
public sealed class SqliteWriter(string connectionString) : IAsyncDisposable
{
    // SQLITE_CONSTRAINT_UNIQUE, https://sqlite.org/rescode.html
    public const int UniqueViolation = 2067;

    const int BatchLimit = 256;

    static readonly TimeSpan patience = TimeSpan.FromSeconds(2);

    readonly SemaphoreSlim gate = new(1, 1);
    readonly Channel<Send> sends = Channel.CreateUnbounded<Send>(new UnboundedChannelOptions { SingleReader = true });
    readonly Lock starting = new();
    Task? loop;

    public Task<Posted> PostAsync(Message message, int membershipVersion)
    {
        lock (starting)
        {
            loop ??= Task.Run(WriteAsync);
        }

        var send = new Send(message, membershipVersion);
        sends.Writer.TryWrite(send);
        return send.Answer.Task.WaitAsync(patience);
    }

    /// <summary>The caller's turn to write, until what is returned is disposed.</summary>
    public async Task<IDisposable> EnterAsync()
    {
        if (!await gate.WaitAsync(patience))
        {
            throw new TimeoutException("Waited too long for a turn to write to the SQLite file.");
        }

        return new Turn(gate);
    }

    public async ValueTask DisposeAsync()
    {
        sends.Writer.TryComplete();
        await (loop ?? Task.CompletedTask);
        gate.Dispose();
    }

    async Task WriteAsync()
    {
        List<Send> batch = [];
        while (await sends.Reader.WaitToReadAsync())
        {
            await gate.WaitAsync();
            try
            {
                while (batch.Count < BatchLimit && sends.Reader.TryRead(out var send))
                {
                    batch.Add(send);
                }

                Commit(batch);
                batch.ForEach(send => send.Answer.TrySetResult(send.Result));
            }
            catch (Exception failure)
            {
                batch.ForEach(send => send.Answer.TrySetException(failure));
            }
            finally
            {
                batch.Clear();
                gate.Release();
            }
        }
    }

    void Commit(List<Send> batch)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        SqlitePragmas.Set(connection);
        using var transaction = connection.BeginTransaction();
        using var insert = new SqliteSend(connection, transaction);
        foreach (var send in batch)
        {
            transaction.Save("send");
            send.Result = insert.Try(send.Message, send.MembershipVersion);
            if (send.Result is Posted.Before)
            {
                // The insert failed after the chat was numbered: the number must not be burnt.
                transaction.Rollback("send");
            }

            transaction.Release("send");
        }

        transaction.Commit();
    }

    sealed record Send(Message Message, int MembershipVersion)
    {
        public TaskCompletionSource<Posted> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Posted Result { get; set; }
    }

    sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
