using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Messenger.Domain;

/// <summary>On the connections of EF. Apart from what they are, which is needed before EF is.</summary>
public sealed class SqlitePragmaInterceptor : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => SqlitePragmas.Set(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken stop = default)
    {
        SqlitePragmas.Set(connection);
        return Task.CompletedTask;
    }
}
