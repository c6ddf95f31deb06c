using System.Data.Common;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>Everything a database holds, as text: to see that nothing, or only the expected, has changed.</summary>
public static class Tables
{
    // Using a session is not a change anybody asked for.
    static readonly string[] passing = ["sessions.last_used_at", "sessions.address"];

    // Nodes agree by themselves on which of them does what.
    static readonly string[] ofNodes = ["leases"];

    public static Task<string> DumpAsync(Server server) => server.DoAsync(async (MessengerDb db) =>
    {
        // What a registration has left to do is done meanwhile, and nobody asked for that either.
        await Eventually.TrueAsync(() => !db.Jobs.Any());
        await db.Database.OpenConnectionAsync();
        List<string> rows = [];
        foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()!).Distinct().Except(ofNodes).Order())
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM {table}";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                rows.Add(Row(table, reader));
            }
        }

        return string.Join('\n', rows.Order(StringComparer.Ordinal));
    });

    static string Row(string table, DbDataReader reader) => $"{table}: " + string.Join(", ",
        from i in Enumerable.Range(0, reader.FieldCount)
        where !passing.Contains($"{table}.{reader.GetName(i)}")
        select $"{reader.GetName(i)}={Text(reader.GetValue(i))}");

    static string Text(object value) => value is byte[] bytes ? Convert.ToHexString(bytes) : $"{value}";
}
