using Npgsql;

namespace Messenger.Tests;

/// <summary>Keeps the rows of a PostgreSQL database beside its tables and gives them back after a test.</summary>
static class PostgresRows
{
    const string Keep = """
        CREATE SCHEMA kept;
        DO $$ DECLARE name text; BEGIN
            FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
                EXECUTE format('CREATE TABLE kept.%1$I AS TABLE public.%1$I', name);
            END LOOP;
        END $$
        """;

    // As a replica, so that no foreign key minds the order of the tables.
    const string Restore = """
        SET LOCAL session_replication_role = replica;
        DO $$ DECLARE name text; BEGIN
            FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
                EXECUTE format('DELETE FROM public.%I', name);
                EXECUTE format('INSERT INTO public.%1$I SELECT * FROM kept.%1$I', name);
            END LOOP;
            FOR name IN SELECT table_name FROM information_schema.columns
                        WHERE table_schema = 'public' AND column_name = 'id' AND is_identity = 'YES' LOOP
                EXECUTE format('SELECT setval(pg_get_serial_sequence(%1$L, ''id''), coalesce(max(id), 0) + 1, false) FROM public.%2$I',
                    'public.' || quote_ident(name), name);
            END LOOP;
        END $$
        """;

    public static Task KeepAsync(string database) => DoAsync(database, Keep);

    public static Task RestoreAsync(string database) => DoAsync(database, Restore);

    static async Task DoAsync(string database, string work)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(work, connection, transaction);
        await command.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }
}
