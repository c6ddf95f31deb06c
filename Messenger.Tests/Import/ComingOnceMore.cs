using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>The original goes on for a while: what has changed there is brought as well, and what was decided here stays.</summary>
public sealed class ComingOnceMore : ImportedMessenger
{
    [Fact]
    public async Task What_has_come_since_is_brought_the_next_time()
    {
        await ImportAsync();
        await Original.ExecuteAsync("INSERT INTO messages (id, chat_id, sender_id, content, created_at) VALUES (30, 2, 2, 'later', '2024-02-01 10:00+00')");

        var report = await ImportAsync();

        Assert.Equal(new ImportCount(1, 0, 7), report.Counts["messages"]);
        Assert.Contains("message 30 1/5 of 2 “later” to  2024-02-01T10:00:00", await Server.DoAsync((MessengerDb db) => RowsAsync(db)));
    }

    [Fact]
    public async Task Who_came_to_a_group_there_since_and_who_left_it_is_and_is_not_in_it_here()
    {
        await ImportAsync();
        var revision = await RevisionAsync(4);

        var (changes, report) = await ChangesAsync("""
            INSERT INTO chat_participants VALUES (4, 2), (3, 3);
            DELETE FROM chat_participants WHERE chat_id = 4 AND user_id = 7;
            INSERT INTO messages (id, chat_id, sender_id, content, created_at) VALUES (30, 4, 2, 'so this is where you walk', '2024-02-01 10:00+00');
            UPDATE chats SET name = 'Climbers' WHERE id = 4;
            """);

        Assert.Equal(
        [
            "+ chat 4 group by 7 last 3 “Climbers”", "+ in 3: 3 Member read 1 0", "+ in 4: 1 Owner read 2 0", "+ in 4: 2 Member read 3 0",
            "+ message 30 4/3 of 2 “so this is where you walk” to  2024-02-01T10:00:00",
            "- chat 4 group by 7 last 2 “Hikers”", "- in 4: 1 Member read 2 0", "- in 4: 7 Owner read 1 0",
        ], changes);
        Assert.Equal(new ImportCount(2, 0, 7), report.Counts["chat_participants"]);
        Assert.Equal(new ImportCount(0, 2, 2), report.Counts["chats"]);
        Assert.Contains("Chat 4: 1 of its people have left it there since, and are not in it here any more.", report.Lines);
        Assert.True(await RevisionAsync(4) > revision + 1);
        Assert.False((await ImportAsync()).IsAny);
    }

    [Fact]
    public async Task What_was_decided_here_about_a_group_stays_and_is_told()
    {
        await ImportAsync();
        await Server.DoAsync(async (Members members) =>
        {
            await members.LeaveAsync(1, 3);
            await members.RemoveAsync(7, 4, 1);
            await members.RenameAsync(7, 4, "Walkers");
            await members.AddAsync(7, 4, 3);
            return true;
        });

        var (changes, report) = await ChangesAsync("UPDATE chats SET name = 'Climbers' WHERE id = 4; INSERT INTO chat_participants VALUES (5, 2);");

        Assert.Empty(changes);
        Assert.Contains("Chat 3: 1 of its people are in it there, and have left it here or were removed, which stays so.", report.Lines);
        Assert.Contains("Chat 4: 1 of its people are in it there, and have left it here or were removed, which stays so.", report.Lines);
        Assert.Contains("Chat 4 is called “Climbers” there and “Walkers” here, where it was given that name.", report.Lines);
        Assert.Contains("Chat 5 is of the same people here as before, though others are in it there by now (2).", report.Lines);
    }

    [Fact]
    public async Task What_was_said_otherwise_since_or_taken_back_is_so_here()
    {
        await ImportAsync();
        var revision = await RevisionAsync(1);

        var (changes, report) = await ChangesAsync("""
            UPDATE messages SET content = 'first of all', is_edited = true, updated_at = '2024-02-01 10:00+00' WHERE id = 10;
            UPDATE messages SET content = '', is_deleted = true, updated_at = '2024-02-01 10:00+00' WHERE id = 11;
            DELETE FROM message_reactions WHERE id IN (1, 2);
            INSERT INTO message_reactions VALUES (9, 17, 1, '👍');
            UPDATE calls SET status = 'ENDED', ended_at = '2024-01-04 11:20' WHERE id = 2;
            INSERT INTO message_reads VALUES (9, 12, 2, '2024-02-01 10:00+00');
            DELETE FROM messages WHERE id = 15;
            """);

        Assert.Equal(
        [
            "+ call 2 1 of 2 Audio Ended 2024-01-04T11:00:00 2024-01-04T11:20:00", "+ message 10 1/1 of 1 “first of all” to  2024-01-03T10:00:00 edited",
            "+ message 11 1/2 of 2 “” to  2024-01-03T11:00:00 deleted", "+ reaction 9 17 1 👍", "+ read 9 12 2 2024-02-01T10:00:00",
            "- call 2 1 of 2 Audio Missed 2024-01-04T11:00:00 2024-01-04T11:00:00", "- message 10 1/1 of 1 “first” to  2024-01-03T10:00:00",
            "- message 11 1/2 of 2 “second” to  2024-01-03T11:00:00", "- reaction 1 10 2 👍",
        ], changes);
        Assert.Equal((new ImportCount(0, 2, 4), new ImportCount(0, 1, 1)), (report.Counts["messages"], report.Counts["calls"]));
        Assert.Contains("Messages that are here from before and in the original no more, which stay: 1.", report.Lines);
        Assert.Equal(["first"], await Server.DoAsync((MessengerDb db) => db.EarlierTexts.Select(text => text.Content).ToListAsync(TestContext.Current.CancellationToken)));
        var changed = await Server.DoAsync((MessengerDb db) => db.Messages.Where(message => message.ChatId == 1 && message.Revision > revision).Select(message => message.Id).Order().ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal([10, 11], changed);
        await Eventually.TrueAsync(async () => await Server.DoAsync((MessengerDb db) => db.Database.SqlQuery<string>($"SELECT text AS \"Value\" FROM search_texts WHERE message_id = 10").AnyAsync(text => text == "first of all")));
        Assert.False((await ImportAsync()).IsAny);
    }

    [Fact]
    public async Task What_people_made_of_it_here_stays_and_is_told()
    {
        await ImportAsync();
        await (await Server.CallerAsync()).PostAsync("/api/auth/login", new { email = "ann@example.org", password = Password });
        await Server.DoAsync(async (Messages messages) =>
        {
            await messages.EditAsync(2, 17, "to the two of you");
            await messages.DeleteAsync(1, 12);
            await messages.ReactAsync(1, 11, "🎉");
            return true;
        });

        var (changes, report) = await ChangesAsync("""
            UPDATE messages SET content = 'to all', is_edited = true, updated_at = '2024-02-01 10:00+00' WHERE id = 17;
            UPDATE users SET full_name = 'Ann Other', is_active = false, updated_at = '2024-03-01 10:00+00' WHERE id = 1;
            UPDATE users SET username = 'robert', email = 'robert@example.org', updated_at = '2024-03-01 10:00+00' WHERE id = 2;
            """);

        Assert.Empty(changes);
        Assert.Contains("Messages that say something else there, and were changed here later, which stays: 1.", report.Lines);
        Assert.Contains("Messages that are deleted here and not there, which stays: 1.", report.Lines);
        Assert.Contains("Reactions to messages from there that are here and not there, which stay: 1.", report.Lines);
        Assert.Contains("User 1, “ann”, may log in no more there, and still may here: admin deactivate closes the account.", report.Lines);
        Assert.Contains("User 2 is called “robert” there and “bob” here, which stays.", report.Lines);
        Assert.Contains("User 2, “bob”, has the address “robert@example.org” there and “Bob@example.org” here, which stays.", report.Lines);
        Assert.DoesNotContain(report.Lines, line => line.StartsWith("User 3"));
    }

    [Fact]
    public async Task Who_has_not_come_yet_is_as_they_are_there_by_now_unless_an_admin_has_decided()
    {
        await ImportAsync();
        await Server.DoAsync(async (ManagedPeople people) =>
        {
            await people.DeactivateAsync(Actor.CommandLine, 3);
            return true;
        });

        var (changes, report) = await ChangesAsync("""
            UPDATE users SET full_name = 'Robert', hashed_password = '$2b$05$abcdefghijklmnopqrstuuheJbHnY/1dLeXg8zpehAvMc00qg8m.2', is_email_verified = true WHERE id = 2;
            UPDATE users SET status = 'Away', updated_at = '2024-03-01 10:00+00' WHERE id = 3;
            UPDATE users SET is_active = true WHERE id = 4;
            UPDATE users SET is_active = false WHERE id = 7;
            """);

        Assert.Equal(
        [
            "+ user 2 bob Bob@example.org verified active 2024-01-01T11:00:00 Robert, , ", "+ user 3 Bob_3 bob+3@example.org 2024-01-01T12:00:00 Bobby, Away, ",
            "+ user 4 user_4 user4@imported.invalid active 2024-01-01T13:00:00 , , ", "+ user 7 eve_van_e_7 eve@example.org 2024-01-01T14:00:00 Eve, , ",
            "- user 2 bob Bob@example.org active 2024-01-01T11:00:00 , , ", "- user 3 Bob_3 bob+3@example.org 2024-01-01T12:00:00 Bobby, , ",
            "- user 4 user_4 user4@imported.invalid 2024-01-01T13:00:00 , , ", "- user 7 eve_van_e_7 eve@example.org active 2024-01-01T14:00:00 Eve, , ",
        ], changes);
        Assert.Equal(new ImportCount(0, 4, 1), report.Counts["users"]);
        (await (await Server.CallerAsync()).PostAsync("/api/auth/login", new { email = "bob", password = Password })).Is(401);
        (await (await Server.CallerAsync()).PostAsync("/api/auth/login", new { email = "bob", password = "pässword é" })).Is(200);
    }

    /// <summary>What is otherwise here after the original has changed and was brought once more.</summary>
    async Task<(IEnumerable<string> Rows, ImportReport Report)> ChangesAsync(string sql)
    {
        var before = await Server.DoAsync((MessengerDb db) => RowsAsync(db));
        await Original.ExecuteAsync(sql);
        var report = await ImportAsync();
        var after = await Server.DoAsync((MessengerDb db) => RowsAsync(db));
        return ([.. after.Except(before).Select(row => $"+ {row}").Concat(before.Except(after).Select(row => $"- {row}")).Order(StringComparer.Ordinal)], report);
    }

    Task<long> RevisionAsync(int chat) => Server.DoAsync((MessengerDb db) => db.Chats.Where(one => one.Id == chat).Select(one => one.Revision).SingleAsync(TestContext.Current.CancellationToken));
}
