using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

public sealed class TakingJobs : World
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Do((MessengerDb db) => db.Jobs.ExecuteDeleteAsync());
    }

    [Fact]
    public async Task There_may_be_none() => Assert.Null(await Take());

    [Fact]
    public async Task The_one_that_waited_longest_comes_first()
    {
        await Add("first");
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Add("second");

        Assert.Equal(["\"first\"", "\"second\"", null], [(await Take())?.Payload, (await Take())?.Payload, (await Take())?.Payload]);
    }

    [Fact]
    public async Task One_that_is_done_does_not_come_back()
    {
        await Add("work");
        await Do(async (Jobs jobs) => await jobs.EndAsync((await jobs.ClaimAsync(["test"]))!.Id));
        Clock.Advance(TimeSpan.FromDays(1));

        Assert.Null(await Take());
    }

    [Fact]
    public async Task One_that_is_not_done_comes_back_later_and_later()
    {
        await Add("work");
        List<TimeSpan> pauses = [];
        for (var i = 0; i < 12; i++)
        {
            Assert.NotNull(await Take());
            var due = await Do((MessengerDb db) => db.Jobs.Select(job => job.DueAt).SingleAsync());
            pauses.Add(due - Clock.Now());
            Clock.Advance(pauses[^1] - TimeSpan.FromMilliseconds(1));
            Assert.Null(await Take());
            Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360], pauses.Select(pause => pause.TotalMinutes));
    }

    [Fact]
    public async Task After_three_days_comes_the_last_try()
    {
        await Add("work");
        List<bool> isLast = [];
        for (var hours = 0; hours <= 72; hours += 6)
        {
            isLast.Add((await Take())!.IsLastTry);
            Clock.Advance(TimeSpan.FromHours(6));
        }

        Assert.Equal([.. Enumerable.Repeat(false, 12), true], isLast);
    }

    [Fact]
    public async Task Many_at_once_take_each_job_once()
    {
        for (var i = 0; i < 10; i++)
        {
            await Add($"{i}");
        }

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Take()));

        Assert.Equal(10, taken.OfType<ClaimedJob>().Select(job => job.Id).Distinct().Count());
        Assert.Equal(10, taken.OfType<ClaimedJob>().Count());
    }

    [Fact]
    public async Task Everybody_takes_only_what_they_can_do()
    {
        await Add("one");
        await Add("other", "other");

        Assert.Equal(["\"other\"", null], [(await Take("other", "third"))?.Payload, (await Take("other", "third"))?.Payload]);
        Assert.Equal("\"one\"", (await Take())?.Payload);
        Assert.Null(await Take("nobody's"));
    }

    [Fact]
    public async Task Whether_there_is_any_is_asked_without_taking_it()
    {
        Assert.False(await IsDue("test"));
        await Add("work");

        Assert.True(await IsDue("test"));
        Assert.True(await IsDue("other", "test"));
        Assert.False(await IsDue("other"));
        Assert.Equal(["test"], await Others("other", "third"));
        Assert.Empty(await Others("other", "test"));
        await Take();
        Assert.False(await IsDue("test"));
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await IsDue("test"));
    }

    Task<bool> IsDue(params string[] kinds) => Do(async (ILookups lookups) => await Jobs.NextDueAsync(lookups, kinds) <= Clock.Now());

    Task<List<string>> Others(params string[] kinds) => Do((ILookups lookups) => Jobs.OtherKindsAsync(lookups, kinds));

    Task Add(string payload, string kind = "test") => Do((MessengerDb db) =>
    {
        db.Add(Job.New(kind, payload, Clock.Now()));
        return db.SaveChangesAsync();
    });

    Task<ClaimedJob?> Take(params string[] kinds) => Do((Jobs jobs) => jobs.ClaimAsync(kinds.Length == 0 ? ["test"] : kinds));
}
