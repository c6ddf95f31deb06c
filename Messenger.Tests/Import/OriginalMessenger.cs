using Npgsql;

namespace Messenger.Tests;

/// <summary>A database as the original Messenger leaves it, with all that is odd in one: nothing there was unique, folded or checked.</summary>
public sealed class OriginalMessenger : IAsyncLifetime
{
    // Of "harbour lights", as passlib writes it.
    const string Bcrypt = "$2b$04$abcdefghijklmnopqrstuu/bv986gPXTX00E0kB7J9TaaAuw7JQ/6";

    const string Rows = $"""
        INSERT INTO users (id, email, username, hashed_password, full_name, phone_number, avatar, status, is_active, is_email_verified, created_at, updated_at) VALUES
            (1, 'ann@example.org', 'ann', '{Bcrypt}', 'Ann Onymous', '+1 555', '/media/avatars/ann.png', 'On the hill', true, true, '2024-01-01 10:00:00.123456+00', '2024-02-01 10:00+00'),
            (2, 'Bob@example.org', 'bob', '{Bcrypt}', NULL, NULL, '/media/../secret.png', NULL, true, false, '2024-01-01 11:00+00', NULL),
            (3, 'bob@example.org', 'Bob', '{Bcrypt}', E'Bob\u202Eby', NULL, NULL, NULL, true, false, '2024-01-01 12:00+00', NULL),
            (4, 'nobody', 'x', '{Bcrypt}', NULL, NULL, NULL, NULL, false, false, '2024-01-01 13:00+00', NULL),
            (7, 'eve@example.org', 'eve van e', 'plain', 'Eve', NULL, NULL, NULL, true, false, '2024-01-01 14:00+00', NULL);
        INSERT INTO chats (id, name, is_group, created_by, created_at, updated_at) VALUES
            (1, NULL, false, 1, '2024-01-02 10:00+00', NULL), (2, NULL, false, 2, '2024-01-02 11:00+00', NULL), (3, NULL, false, 1, '2024-01-02 12:00+00', NULL),
            (4, 'Hikers', true, 7, '2024-01-02 13:00+00', '2024-01-02 13:30+00'), (5, NULL, false, 1, '2024-01-02 14:00+00', NULL);
        INSERT INTO chat_participants VALUES (1, 1), (1, 2), (2, 2), (2, 1), (3, 1), (3, 2), (3, 7), (4, 7), (4, 1), (4, 1), (5, 1);
        INSERT INTO messages (id, chat_id, sender_id, content, message_type, file_url, reply_to, is_edited, is_deleted, created_at, updated_at) VALUES
            (10, 1, 1, 'first', 'TEXT', NULL, NULL, false, false, '2024-01-03 10:00+00', NULL), (11, 2, 2, 'second', 'TEXT', NULL, NULL, false, false, '2024-01-03 11:00+00', NULL),
            (12, 1, 1, 'third', 'TEXT', NULL, 10, true, false, '2024-01-03 12:00+00', '2024-01-03 12:30+00'), (13, 1, 2, 'gone', 'TEXT', NULL, NULL, false, true, '2024-01-03 12:00+00', NULL),
            (14, 4, 7, E'two\r\nlines', 'TEXT', NULL, 10, false, false, '2024-01-03 13:00+00', NULL), (15, 4, 1, '', 'IMAGE', '/media/files/hill.jpg', NULL, false, false, '2024-01-03 14:00+00', NULL),
            (16, 4, NULL, 'nobody said this', 'SYSTEM', NULL, NULL, false, false, '2024-01-03 15:00+00', NULL), (17, 3, 2, 'to both', 'TEXT', NULL, NULL, false, false, '2024-01-03 16:00+00', NULL);
        INSERT INTO message_reactions VALUES (1, 10, 2, '👍'), (2, 10, 2, '👍'), (3, 13, 1, '👍'), (4, 14, 1, 'ok');
        INSERT INTO message_reads VALUES (1, 10, 2, '2024-01-03 10:05+00'), (2, 11, 1, '2024-01-03 11:05+00'), (3, 11, 1, '2024-01-03 11:06+00');
        INSERT INTO calls VALUES (1, 2, 1, 'VIDEO', 'ENDED', '2024-01-04 10:00', '2024-01-04 10:30'), (2, 1, 2, 'AUDIO', 'RINGING', '2024-01-04 11:00', NULL);
        """;

    PostgresServer? server;

    public string From => server!.ConnectionString("original");

    public async ValueTask InitializeAsync()
    {
        server = await PostgresServer.StartAsync(isDurable: false);
        await server.CreateDatabaseAsync("original");
        await ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(EveryText.Root, "Messenger.Tests/Import/original.sql")));
        await ExecuteAsync(Rows);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(From);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
