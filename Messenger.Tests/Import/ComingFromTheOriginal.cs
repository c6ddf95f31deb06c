using Messenger.Domain;
using Messenger.Web;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>Everything people had in the original Messenger is here under its own ids, however often it is brought.</summary>
public sealed class ComingFromTheOriginal : ImportedMessenger
{
    [Fact]
    public async Task Row_by_row_it_is_what_it_was_but_for_what_the_report_says()
    {
        var report = await ImportAsync();

        var rows = await Server.DoAsync((MessengerDb db) => RowsAsync(db));
        Assert.Equal(
        [
            "chat 1 1:2 by 1 last 4 “”", "chat 3 group by 1 last 1 “”", "chat 4 group by 7 last 2 “Hikers”", "chat 5 1:1 by 1 last 0 “”",
            "in 1: 1 Member read 3 1", "in 1: 2 Member read 4 0", "in 3: 1 Owner read 0 0", "in 3: 2 Member read 1 0", "in 3: 7 Member read 0 0", "in 4: 1 Member read 2 0", "in 4: 7 Owner read 1 0", "in 5: 1 Member read 0 0",
            "message 10 1/1 of 1 “first” to  2024-01-03T10:00:00", "message 11 1/2 of 2 “second” to  2024-01-03T11:00:00", "message 12 1/3 of 1 “third” to 10 2024-01-03T12:00:00 edited",
            "message 13 1/4 of 2 “” to  2024-01-03T12:00:00 deleted", "message 14 4/1 of 7 “two\nlines” to  2024-01-03T13:00:00", "message 15 4/2 of 1 “/media/files/hill.jpg” to  2024-01-03T14:00:00",
            "message 17 3/1 of 2 “to both” to  2024-01-03T16:00:00",
            "reaction 1 10 2 👍", "reaction 4 14 1 ok", "read 1 10 2 2024-01-03T10:05:00", "read 2 11 1 2024-01-03T11:05:00",
            "call 1 1 of 1 Video Ended 2024-01-04T10:00:00 2024-01-04T10:30:00", "call 2 1 of 2 Audio Missed 2024-01-04T11:00:00 2024-01-04T11:00:00",
            "user 1 ann ann@example.org verified active 2024-01-01T10:00:00.123456 Ann Onymous, On the hill, +1 555", "user 2 bob Bob@example.org active 2024-01-01T11:00:00 , , ",
            "user 3 Bob_3 bob+3@example.org active 2024-01-01T12:00:00 Bobby, , ", "user 4 user_4 user4@imported.invalid 2024-01-01T13:00:00 , , ",
            "user 7 eve_van_e_7 eve@example.org active 2024-01-01T14:00:00 Eve, , ",
        ], rows);
        Assert.Equal(
        [
            "Answers to what is not in the same chat, which quote nothing here: 1.",
            "Chat 2 is between the same two people as chat 1: what was said there is in that one.", "Chat 3 is a group here: 3 people were in it.",
            "Messages that have no sender in the original, and were left out: 1.", "Messages that named a file by its address, which stands at the end of their text here: 1.",
            "Nobody is an admin of this messenger yet: make somebody one by the command line (admin make-admin).",
            "Reactions to deleted messages, which have none here: 1.",
            "User 2, “bob”, has no picture here: “/media/../secret.png” was not found, or is none.",
            "User 3 has the address “bob+3@example.org” here, in place of “bob@example.org”: it is taken, or is none.",
            "User 3, “Bob”, is called “Bob_3” here: the other name is taken, looks like another, or is not allowed.",
            "User 4 has the address “user4@imported.invalid” here, in place of “nobody”: it is taken, or is none.",
            "User 4, “x”, is called “user_4” here: the other name is taken, looks like another, or is not allowed.",
            "User 7, “eve van e”, is called “eve_van_e_7” here: the other name is taken, looks like another, or is not allowed.",
            "User 7, “eve_van_e_7”, has no password that is understood here: a new one is set by “Forgot your password?”.",
        ], report.Lines.Order(StringComparer.Ordinal));
        var avatar = await Server.DoAsync((MessengerDb db) => db.Users.Where(user => user.Id == 1).Select(user => user.Avatar).SingleAsync(TestContext.Current.CancellationToken));
        Assert.True(File.Exists(Path.Combine(Server.Folder, FilePlaces.AvatarOf(Avatars.KeyOf(avatar)!.Value))));
    }

    [Fact]
    public async Task Tried_it_changes_nothing_and_says_the_same_and_twice_it_doubles_nothing()
    {
        var before = await DumpAsync();
        var tried = await ImportAsync(isTry: true);
        Assert.Equal(before, await DumpAsync());
        Assert.Empty(Directory.EnumerateFiles(Server.Folder, "*.webp", SearchOption.AllDirectories));

        var report = await ImportAsync();
        Assert.Equal(tried.Lines, report.Lines);
        Assert.Equal(tried.Counts, report.Counts);
        var once = await DumpAsync();
        var again = await ImportAsync();

        Assert.Equal(once, await DumpAsync());
        Assert.False(again.IsAny);
        Assert.Equal(report.Counts["messages"].Added, again.Counts["messages"].Known);
    }

    [Fact]
    public async Task People_go_on_with_their_passwords_and_their_chats()
    {
        await ImportAsync();
        var stranger = await Server.CallerAsync();

        var tokens = (await stranger.PostAsync("/api/auth/login", new { email = "ann@example.org", password = Password })).Is(200);

        var hash = await Server.DoAsync((MessengerDb db) => db.Users.Where(user => user.Id == 1).Select(user => user.PasswordHash).SingleAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain("$2", hash);
        (await stranger.PostAsync("/api/auth/login", new { email = "ann@example.org", password = Password })).Is(200);
        (await stranger.PostAsync("/api/auth/login", new { email = "bob", password = "harbour light" })).Is(401);
        (await stranger.PostAsync("/api/auth/login", new { email = "bob", password = "" })).Is(401);
        var ann = stranger.With(tokens);
        var sent = await ann.SayAsync(1, "and on it goes");
        Assert.Equal((18, 5), (sent.Id, sent["sequence"].GetInt32()));
        await Eventually.TrueAsync(async () => (await ann.GetAsync("/api/search?q=second")).Text.Contains("second"), () => "It is not found.");

        await Original.ExecuteAsync("INSERT INTO messages (id, chat_id, sender_id, content, created_at) VALUES (18, 1, 2, 'written there meanwhile', '2024-02-01 10:00+00')");
        var before = await DumpAsync();
        Assert.Contains("Row 18 of messages is another one here", (await Assert.ThrowsAsync<ImportFailed>(() => ImportAsync())).Message);
        Assert.Equal(before, await DumpAsync());
    }

    /// <summary>Nothing keeps the original from that: it deletes people, and what they did stays without them.</summary>
    [Fact]
    public async Task What_is_of_people_who_are_not_there_is_left_out_and_counted()
    {
        await Original.ExecuteAsync("""
            ALTER TABLE message_reactions DROP CONSTRAINT message_reactions_user_id_fkey;
            ALTER TABLE message_reads DROP CONSTRAINT message_reads_message_id_fkey;
            ALTER TABLE chat_participants DROP CONSTRAINT chat_participants_chat_id_fkey;
            INSERT INTO message_reactions VALUES (20, 10, NULL, '👍'), (21, 10, 99, '👍'), (22, NULL, 1, '👍');
            INSERT INTO message_reads VALUES (20, 10, NULL, now()), (21, 99, 1, now());
            INSERT INTO calls VALUES (20, 1, NULL, 'AUDIO', 'ENDED', now(), now());
            INSERT INTO chat_participants VALUES (4, NULL), (99, 1);
            """);

        var (tried, report) = (await ImportAsync(isTry: true), await ImportAsync());

        Assert.Equal(tried.Lines, report.Lines);
        Assert.Equal(
        [
            "Calls by people, or in chats, that are not here, which were left out: 1.", "Places in chats of people who are not in the original, which were left out: 1.",
            "Places in chats that are not in the original, which were left out: 1.", "Reactions of people, or to messages, that are not here, which were left out: 3.",
            "Read marks of people, or at messages, that are not here, which were left out: 2.",
        ], report.Lines.Where(line => line.Contains("which were left out")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nobody_hears_by_the_time_it_takes_who_came_from_there()
    {
        await ImportAsync();
        await Server.JoinAsync("here");
        var known = await Server.DoAsync((MessengerDb db) => db.Users.OrderBy(user => user.Id).Select(user => user.UserName!).LastAsync(TestContext.Current.CancellationToken));
        var stranger = await Server.CallerAsync();
        foreach (var name in new[] { "ann", known, "nobody at all" })
        {
            Server.Verified.Clear();
            (await stranger.PostAsync("/api/auth/login", new { email = name, password = "wrong words" })).Is(401);

            Assert.Equal(["$2", "AQ"], Server.Verified.Select(hash => hash[..2]).Order(StringComparer.Ordinal));
        }
    }

    // Each import is written down, whatever it brought.
    async Task<string> DumpAsync() => string.Join('\n', (await Tables.DumpAsync(Server)).Split('\n').Where(row => !row.StartsWith("audit_entries: ")));
}
