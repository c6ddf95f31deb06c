using System.Diagnostics;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>A chat of 100,000 messages opens as fast as one of 100: the aim is a ratio of 1.5, the bound leaves room for a busy machine.</summary>
public sealed class LongChats(Talk talk) : IClassFixture<Talk>
{
    const int Short = 100, Long = 100_000, Rounds = 40;

    const double Bound = 2.5;

    [Fact]
    public async Task Open_as_fast_as_short_ones()
    {
        var (small, large) = (await FillAsync(Short), await FillAsync(Long));
        List<string> slow = [];
        foreach (var stretch in new[] { "", "?before=51", "?around=51" })
        {
            var (fast, other) = await MediansAsync($"/chats/{small}{stretch}", $"/chats/{large}{stretch}");
            TestContext.Current.TestOutputHelper!.WriteLine($"/chats/5{stretch}: {fast:0.0} ms of {Short}, {other:0.0} ms of {Long}, ratio {other / fast:0.00}");
            if (other / fast > Bound)
            {
                slow.Add($"{stretch}: {other / fast:0.00}");
            }
        }

        Assert.Empty(slow);
    }

    // In turns, so that whatever else the machine does slows both.
    async Task<(double, double)> MediansAsync(string one, string other)
    {
        List<double> first = [], second = [];
        for (var i = -5; i < Rounds; i++)
        {
            var (a, b) = (await MeasureAsync(one), await MeasureAsync(other));
            if (i >= 0)
            {
                first.Add(a);
                second.Add(b);
            }
        }

        return (first.Order().ElementAt(Rounds / 2), second.Order().ElementAt(Rounds / 2));
    }

    async Task<double> MeasureAsync(string path)
    {
        var watch = Stopwatch.StartNew();
        var html = await talk.HtmlAsync("ann", path);
        var took = watch.Elapsed.TotalMilliseconds;
        Assert.InRange(Drawn.In(html).Count, 40, 60);
        return took;
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
