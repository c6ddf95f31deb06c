using System.Diagnostics;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;

/// <summary>
/// What a durable send takes of the processor: fifty people in one chat, each waiting for the answer before saying the next thing. How many
/// there are in a second is printed and not asserted: that is the machine's.
/// </summary>
[Collection<Alone>]
public sealed class DurableSends : World
{
    const int Crowd = 50, Warm = 100, Measured = 200;

    [Fact]
    public async Task Fifty_people_in_one_chat_are_cheap_and_share_commits()
    {
        var people = await People(Crowd);
        var group = await Group(people);
        await SendAsync(Warm, people, group);
        Bus.Forget();

        var watch = Stopwatch.StartNew();
        var cost = await Processor.TimeOfAllAsync(() => SendAsync(Measured, people, group)) / (Crowd * Measured);
        var rate = Crowd * Measured / watch.Elapsed.TotalSeconds;

        TestContext.Current.TestOutputHelper?.WriteLine($"{rate:N0} durable sends a second, {cost.TotalMicroseconds:N0} µs of processor each");
        Assert.Equal(Crowd * Measured, Bus.Said.Count);
        Assert.InRange(cost.TotalMicroseconds, 1, 600);
        if (Databases.OnPostgres)
        {
            var commits = await Do((MessengerDb db) =>
                db.Database.SqlQuery<int>($"SELECT count(DISTINCT xmin::text)::int AS \"Value\" FROM messages WHERE chat_id = {group}").SingleAsync());
            Assert.InRange(commits, 1, Crowd * (Warm + Measured) / 3);
        }
    }

    Task SendAsync(int each, int[] people, int group) => Task.WhenAll(people.Select(person => Task.Run(async () =>
    {
        for (var i = 0; i < each; i++)
        {
            await Do((Messages m) => m.PostAsync(person, group, "Is this thing on? It has been a hundred characters of rain, so far.", Guid.NewGuid()));
        }
    })));
}
