using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>PostgreSQL keeps the plan of a list of chats, also for those with fewer chats than most: to plan it takes longer than to answer.</summary>
public sealed class PlannedLists : World
{
    [Fact]
    public async Task Are_not_planned_anew_each_time()
    {
        if (!Databases.OnPostgres)
        {
            return;
        }

        for (var i = 0; i < 30; i++)
        {
            await Do((Chats chats) => chats.GroupAsync(Bob, $"Walk {i}", [Eve]));
        }

        await Do((MessengerDb db) => db.Database.ExecuteSqlRawAsync("ANALYZE", Cancelled));

        for (var i = 0; i < 10; i++)
        {
            Assert.Single((await Do((Chats chats) => chats.PageAsync(Ann, 0))).Chats);
            Assert.Empty((await Do((Chats chats) => chats.ArchiveAsync(Ann))).Chats);
            Assert.Empty(await Do((Chats chats) => chats.ListAsync(Ann, Clock.GetUtcNow(), 1)));
            Assert.Equal(Chat, (await Open(Ann)).Id);
        }

        // Each connection knows of its own statements, and they take turns.
        List<(string Sql, long Kept, long Anew)> planned = [];
        for (var i = 0; i < 8; i++)
        {
            planned.AddRange(await Do((ILookups lookups) => lookups.AllAsync(
                "SELECT statement, generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE $1",
                row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2)), "%AS mine%LEFT JOIN chat_participants AS theirs%")));
        }

        Assert.Equal(4, planned.Select(one => one.Sql).Distinct().Count());
        Assert.All(planned, one => Assert.True(one.Kept > 0 && one.Anew == 0, $"Planned anew {one.Anew} times, kept {one.Kept} times: {one.Sql}"));
    }
}
