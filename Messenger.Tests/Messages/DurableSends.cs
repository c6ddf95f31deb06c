using System.Diagnostics;
using Messenger.Domain;

namespace Messenger.Tests;

[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;

/// <summary>
/// How many sends a second are committed to disk: fifty people in one chat, each waiting for the answer before saying the
/// next thing. What is asserted is low enough for a machine with other things to do; the true figure is printed.
/// </summary>
[Collection<Alone>]
public sealed class DurableSends : World
{
    static readonly TimeSpan warm = TimeSpan.FromSeconds(2), measured = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Fifty_people_in_one_chat_are_not_kept_waiting()
    {
        var people = await People(50);
        var group = await Group(people);
        await SendFor(warm, people, group);
        Bus.Forget();

        var before = Environment.CpuUsage.TotalTime;
        var count = await SendFor(measured, people, group);
        var cost = (Environment.CpuUsage.TotalTime - before) / count;

        var rate = count / measured.TotalSeconds;
        TestContext.Current.TestOutputHelper?.WriteLine($"{rate:N0} durable sends a second, {cost.TotalMicroseconds:N0} µs of processor each");
        Assert.Equal(count, Bus.Said.Count);
        Assert.InRange(rate, Databases.OnPostgres ? 700 : 1500, double.MaxValue);
    }

    async Task<int> SendFor(TimeSpan time, int[] people, int group)
    {
        var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var counts = await Task.WhenAll(people.Select(person => Task.Run(async () =>
        {
            var count = 0;
            for (; Stopwatch.GetTimestamp() < until; count++)
            {
                await Do((Messages m) => m.PostAsync(person, group, "Is this thing on? It has been a hundred characters of rain, so far.", Guid.NewGuid()));
            }

            return count;
        })));
        return counts.Sum();
    }
}
