using System.Data.Common;
using Npgsql;

namespace Messenger.Domain;

/// <summary>Rows over any connection of the pool.</summary>
public sealed class PostgresLookups(NpgsqlDataSource connections) : ILookups
{
    public Task<bool> AreReadyAsync() => this.HasAsync(PostgresDb.NewestMigration, PostgresDb.MigrationCount);

    public async Task<List<T>> AllAsync<T>(string sql, Func<DbDataReader, T> read, params object[] parameters)
    {
        await using var command = connections.CreateCommand(sql);
        Array.ForEach(parameters, value => command.Parameters.Add(new NpgsqlParameter { Value = value }));
        await using var row = await command.ExecuteReaderAsync();
        List<T> found = [];
        while (await row.ReadAsync())
        {
            found.Add(read(row));
        }

        return found;
    }
}
