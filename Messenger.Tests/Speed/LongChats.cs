using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>A chat of 100,000 messages is as little work to open as one of 400, whatever the database has heard of it.</summary>
public sealed class LongChats(CountedTalk talk) : IClassFixture<CountedTalk>
{
    // The newest hundred of each are in memory once somebody has read them; what is asked for here is not.
    const int Short = 400, Long = 100_000;

    // SQLite's steps are the same but for the depth of an index. PostgreSQL may join by an index or not, which is a few pages for each
    // message that is shown; what a chat of this length takes when it is read from one end to the other are thousands.
    const double Bound = 1.5;

    const int Shown = 50, PagesEach = 5;

    [Fact]
    public async Task Open_with_as_little_work_as_short_ones()
    {
        var (small, large) = (await FillAsync(Short), await FillAsync(Long));
        await AreAlikeAsync(small, large, "before statistics");

        await talk.DoAsync((MessengerDb db) => db.Database.ExecuteSqlAsync($"ANALYZE"));
        await AreAlikeAsync(small, large, "with statistics");

        await AreAlikeAsync(await FillAsync(Short), await FillAsync(Long), "with statistics from before they were there");
    }

    async Task AreAlikeAsync(int small, int large, string when)
    {
        List<string> heavy = [];
        foreach (var stretch in new[] { $"?before={int.MaxValue}", "?before=51", "?around=51" })
        {
            var (little, much) = (await CostAsync($"/chats/{small}{stretch}"), await CostAsync($"/chats/{large}{stretch}"));
            var line = $"/chats/5{stretch} {when}: {little} of {Short}, {much} of {Long}";
            TestContext.Current.TestOutputHelper!.WriteLine(line);
            if (much > Math.Max(Bound * little, Databases.OnPostgres ? Shown * PagesEach : 0))
            {
                heavy.Add(line);
            }
        }

        Assert.Empty(heavy);
    }

    async Task<long> CostAsync(string path)
    {
        var statements = talk.Statements;
        statements.Forget();
        Assert.InRange(Drawn.In(await talk.HtmlAsync("ann", path)).Count, Shown - 10, Shown + 10);
        Assert.NotEqual(0, statements.Count);
        return await talk.DoAsync(async (MessengerDb db) =>
        {
            await db.Database.OpenConnectionAsync();
            return await statements.CostAsync(db.Database.GetDbConnection());
        });
    }

    /// <summary>A group with this many copies of its first message.</summary>
    async Task<int> FillAsync(int count)
    {
        var group = await talk.NewGroupAsync();
        var first = await talk.SayAsync("bob", group, "Where shall we meet, and when?");
        return await talk.DoAsync(async (MessengerDb db) =>
        {
            db.Database.SetCommandTimeout(TimeSpan.FromMinutes(2));
            var copies = count - first.Sequence;
            await db.Database.ExecuteSqlAsync($"""
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {copies})
                INSERT INTO messages (chat_id, sender_id, content, message_type, is_edited, is_deleted, created_at, updated_at, sequence, revision)
                SELECT chat_id, sender_id, content, message_type, is_edited, is_deleted, created_at, updated_at, sequence + i, revision + i
                FROM messages, n WHERE id = {first.Id}
                """);
            await db.Database.ExecuteSqlAsync($"UPDATE chats SET last_sequence = last_sequence + {copies}, revision = revision + {copies} WHERE id = {group}");
            await db.Database.ExecuteSqlAsync($"UPDATE chat_participants SET read_sequence = {count} WHERE chat_id = {group}");
            return group;
        });
    }
}
