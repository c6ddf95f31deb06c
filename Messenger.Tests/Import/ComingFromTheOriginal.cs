using Messenger.Domain;
using Messenger.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messenger.Tests;

/// <summary>Everything people had in the original Messenger is here under its own ids, however often it is brought.</summary>
public sealed class ComingFromTheOriginal : IAsyncLifetime
{
    const string Password = "harbour lights";

    readonly OriginalMessenger original = new();
    readonly ListeningServer server = new();
    readonly string media = Directory.CreateTempSubdirectory("media-").FullName;

    public async ValueTask InitializeAsync()
    {
        await original.InitializeAsync();
        await server.InitializeAsync();
        var folder = Directory.CreateDirectory(Path.Combine(media, "inside", "avatars")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "ann.png"), Pictures.Png());
        await File.WriteAllBytesAsync(Path.Combine(media, "secret.png"), Pictures.Png());
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await original.DisposeAsync();
        Directory.Delete(media, true);
    }

    [Fact]
    public async Task Row_by_row_it_is_what_it_was_but_for_what_the_report_says()
    {
        var report = await ImportAsync();

        var rows = await server.DoAsync((MessengerDb db) => RowsAsync(db));
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
        var avatar = await server.DoAsync((MessengerDb db) => db.Users.Where(user => user.Id == 1).Select(user => user.Avatar).SingleAsync(TestContext.Current.CancellationToken));
        Assert.True(File.Exists(Path.Combine(server.Folder, FilePlaces.AvatarOf(Avatars.KeyOf(avatar)!.Value))));
    }

    [Fact]
    public async Task Tried_it_changes_nothing_and_says_the_same_and_twice_it_doubles_nothing()
    {
        var before = await DumpAsync();
        var tried = await ImportAsync(isTry: true);
        Assert.Equal(before, await DumpAsync());
        Assert.Empty(Directory.EnumerateFiles(server.Folder, "*.webp", SearchOption.AllDirectories));

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
        var stranger = await server.CallerAsync();

        var tokens = (await stranger.PostAsync("/api/auth/login", new { email = "ann@example.org", password = Password })).Is(200);

        var hash = await server.DoAsync((MessengerDb db) => db.Users.Where(user => user.Id == 1).Select(user => user.PasswordHash).SingleAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain("$2", hash);
        (await stranger.PostAsync("/api/auth/login", new { email = "ann@example.org", password = Password })).Is(200);
        (await stranger.PostAsync("/api/auth/login", new { email = "bob", password = "harbour light" })).Is(401);
        (await stranger.PostAsync("/api/auth/login", new { email = "bob", password = "" })).Is(401);
        var ann = stranger.With(tokens);
        var sent = await ann.SayAsync(1, "and on it goes");
        Assert.Equal((18, 5), (sent.Id, sent["sequence"].GetInt32()));
        await Eventually.TrueAsync(async () => (await ann.GetAsync("/api/search?q=second")).Text.Contains("second"), () => "It is not found.");

        await original.ExecuteAsync("INSERT INTO messages (id, chat_id, sender_id, content, created_at) VALUES (18, 1, 2, 'written there meanwhile', '2024-02-01 10:00+00')");
        var before = await DumpAsync();
        Assert.Contains("Row 18 of messages is another one here", (await Assert.ThrowsAsync<ImportFailed>(() => ImportAsync())).Message);
        Assert.Equal(before, await DumpAsync());
    }

    [Fact]
    public async Task What_has_come_since_is_brought_the_next_time()
    {
        await ImportAsync();
        await original.ExecuteAsync("INSERT INTO messages (id, chat_id, sender_id, content, created_at) VALUES (30, 2, 2, 'later', '2024-02-01 10:00+00')");

        var report = await ImportAsync();

        Assert.Equal(new ImportCount(1, 0, 7), report.Counts["messages"]);
        Assert.Contains("message 30 1/5 of 2 “later” to  2024-02-01T10:00:00", await server.DoAsync((MessengerDb db) => RowsAsync(db)));
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
        await server.DoAsync(async (Members members) =>
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
        Assert.Equal(["first"], await server.DoAsync((MessengerDb db) => db.EarlierTexts.Select(text => text.Content).ToListAsync(TestContext.Current.CancellationToken)));
        var changed = await server.DoAsync((MessengerDb db) => db.Messages.Where(message => message.ChatId == 1 && message.Revision > revision).Select(message => message.Id).Order().ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal([10, 11], changed);
        await Eventually.TrueAsync(async () => await server.DoAsync((MessengerDb db) => db.Database.SqlQuery<string>($"SELECT text AS \"Value\" FROM search_texts WHERE message_id = 10").AnyAsync(text => text == "first of all")));
        Assert.False((await ImportAsync()).IsAny);
    }

    [Fact]
    public async Task What_people_made_of_it_here_stays_and_is_told()
    {
        await ImportAsync();
        await (await server.CallerAsync()).PostAsync("/api/auth/login", new { email = "ann@example.org", password = Password });
        await server.DoAsync(async (Messages messages) =>
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
        await server.DoAsync(async (ManagedPeople people) =>
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
        (await (await server.CallerAsync()).PostAsync("/api/auth/login", new { email = "bob", password = Password })).Is(401);
        (await (await server.CallerAsync()).PostAsync("/api/auth/login", new { email = "bob", password = "pässword é" })).Is(200);
    }

    /// <summary>Nothing keeps the original from that: it deletes people, and what they did stays without them.</summary>
    [Fact]
    public async Task What_is_of_people_who_are_not_there_is_left_out_and_counted()
    {
        await original.ExecuteAsync("""
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
        await server.JoinAsync("here");
        var known = await server.DoAsync((MessengerDb db) => db.Users.OrderBy(user => user.Id).Select(user => user.UserName!).LastAsync(TestContext.Current.CancellationToken));
        var stranger = await server.CallerAsync();
        foreach (var name in new[] { "ann", known, "nobody at all" })
        {
            server.Verified.Clear();
            (await stranger.PostAsync("/api/auth/login", new { email = name, password = "wrong words" })).Is(401);

            Assert.Equal(["$2", "AQ"], server.Verified.Select(hash => hash[..2]).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("$2b$04$abcdefghijklmnopqrstuu/bv986gPXTX00E0kB7J9TaaAuw7JQ/6", "harbour lights", true)]
    [InlineData("$2b$04$abcdefghijklmnopqrstuu/bv986gPXTX00E0kB7J9TaaAuw7JQ/6", "harbour light", false)]
    [InlineData("$2b$05$abcdefghijklmnopqrstuuheJbHnY/1dLeXg8zpehAvMc00qg8m.2", "pässword é", true)]
    [InlineData("$2b$05$abcdefghijklmnopqrstuuheJbHnY/1dLeXg8zpehAvMc00qg8m.2", "pa\u0308ssword e\u0301", true)]
    [InlineData("$2b$04$abcdefghijklmnopqrstuubyCG3zY1GIXMyxfivm.ClDiInHzxjiq", "", false)]
    // 72 bytes are 36 of these letters: what follows made no difference there.
    [InlineData("$2b$04$abcdefghijklmnopqrstuu5rOClLTn3EftJ9e4YMgETIJYU0SwEYi", "яяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяя", true)]
    [InlineData("$2b$04$abcdefghijklmnopqrstuu5rOClLTn3EftJ9e4YMgETIJYU0SwEYi", "яяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяя", true)]
    [InlineData("$2b$04$abcdefghijklmnopqrstuu5rOClLTn3EftJ9e4YMgETIJYU0SwEYi", "яяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяя", false)]
    [InlineData("$2b$04$cut", "harbour lights", false)]
    public void Passwords_are_those_that_the_original_took(string hash, string typed, bool isRight) => Assert.Equal(
        isRight ? PasswordVerificationResult.SuccessRehashNeeded : PasswordVerificationResult.Failed,
        new OpaquePasswordHasher(Options.Create(new PasswordHasherOptions())).VerifyHashedPassword(new User(), hash, typed));

    /// <summary>What is otherwise here after the original has changed and was brought once more.</summary>
    async Task<(IEnumerable<string> Rows, ImportReport Report)> ChangesAsync(string sql)
    {
        var before = await server.DoAsync((MessengerDb db) => RowsAsync(db));
        await original.ExecuteAsync(sql);
        var report = await ImportAsync();
        var after = await server.DoAsync((MessengerDb db) => RowsAsync(db));
        return ([.. after.Except(before).Select(row => $"+ {row}").Concat(before.Except(after).Select(row => $"- {row}")).Order(StringComparer.Ordinal)], report);
    }

    Task<long> RevisionAsync(int chat) => server.DoAsync((MessengerDb db) => db.Chats.Where(one => one.Id == chat).Select(one => one.Revision).SingleAsync(TestContext.Current.CancellationToken));

    Task<ImportReport> ImportAsync(bool isTry = false) => server.DoAsync(async (IFileStore store) =>
    {
        var pictures = new OriginalPictures(store, Path.Combine(media, "inside"), isTry);
        return await server.DoAsync((OriginalImport import) => import.RunAsync(original.From, isTry, pictures.DrawAsync));
    });

    // Each import is written down, whatever it brought.
    async Task<string> DumpAsync() => string.Join('\n', (await Tables.DumpAsync(server)).Split('\n').Where(row => !row.StartsWith("audit_entries: ")));

    static async Task<IReadOnlyList<string>> RowsAsync(MessengerDb db)
    {
        List<string> rows =
        [
            .. (await db.Chats.OrderBy(one => one.Id).ToListAsync()).Select(one => $"chat {one.Id} {one.DirectKey ?? "group"} by {one.CreatedBy} last {one.LastSequence} “{one.Name}”"),
            .. (await db.Memberships.OrderBy(one => one.ChatId).ThenBy(one => one.UserId).ToListAsync()).Select(one => $"in {one.ChatId}: {one.UserId} {one.Role} read {one.ReadSequence} {one.Uncounted}"),
            .. (await db.Messages.OrderBy(one => one.Id).ToListAsync()).Select(one =>
                $"message {one.Id} {one.ChatId}/{one.Sequence} of {one.SenderId} “{one.Content}” to {one.ReplyTo} {At(one.CreatedAt)}{(one.IsEdited ? " edited" : "")}{(one.IsDeleted ? " deleted" : "")}"),
            .. (await db.Reactions.OrderBy(one => one.Id).ToListAsync()).Select(one => $"reaction {one.Id} {one.MessageId} {one.UserId} {one.Emoji}"),
            .. (await db.MessageReads.OrderBy(one => one.Id).ToListAsync()).Select(one => $"read {one.Id} {one.MessageId} {one.UserId} {At(one.ReadAt)}"),
            .. (await db.Calls.OrderBy(one => one.Id).ToListAsync()).Select(one => $"call {one.Id} {one.ChatId} of {one.InitiatorId} {one.CallType} {one.Status} {At(one.StartedAt)} {At(one.EndedAt!.Value)}"),
            .. (await db.Users.OrderBy(one => one.Id).ToListAsync()).Select(one =>
                $"user {one.Id} {one.UserName} {one.Email} {(one.EmailConfirmed ? "verified " : "")}{(one.IsActive ? "active " : "")}{At(one.CreatedAt)} {one.FullName}, {one.Status}, {one.PhoneNumber}"),
        ];
        return rows;
    }

    static string At(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF", null);

    /// <summary>One that tells which hashes were tried.</summary>
    sealed class ListeningServer : Server
    {
        public List<string> Verified { get; } = [];

        protected override void Add(IServiceCollection services) =>
            services.AddScoped<IPasswordHasher<User>>(made => new Listening(made.GetRequiredService<IOptions<PasswordHasherOptions>>(), Verified));

        sealed class Listening(IOptions<PasswordHasherOptions> options, List<string> verified) : IPasswordHasher<User>
        {
            readonly OpaquePasswordHasher real = new(options);

            public string HashPassword(User user, string password) => real.HashPassword(user, password);

            public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
            {
                verified.Add(hashedPassword);
                return real.VerifyHashedPassword(user, hashedPassword, providedPassword);
            }
        }
    }
}
