using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Messenger.Web;

/// <summary>The watch beside what goes by EF; apart from the other, which is there before anybody needs EF.</summary>
sealed class SlowCommands(SlowQueries slow) : DbCommandInterceptor
{
    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData done, DbDataReader result) => Took(command, done, result);

    public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData done, DbDataReader result, CancellationToken stop = default) => new(Took(command, done, result));

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData done, int result) => Took(command, done, result);

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData done, int result, CancellationToken stop = default) => new(Took(command, done, result));

    T Took<T>(DbCommand command, CommandExecutedEventData done, T result)
    {
        slow.Took(command.CommandText, done.Duration);
        return result;
    }
}
