using Messenger.Domain;

namespace Messenger.Tests;

public sealed class TheEventBus
{
    const int Capacity = 10_000;

    readonly InProcessBus bus = new();

    [Fact]
    public async Task Events_come_in_the_order_they_were_published()
    {
        Publish(1, 5);

        Assert.Equal([1, 2, 3, 4, 5], await Read(5));
    }

    [Fact]
    public async Task Who_listens_already_hears_what_comes()
    {
        var heard = Read(2);
        Publish(1, 2);

        Assert.Equal([1, 2], await heard);
    }

    [Fact]
    public async Task A_full_bus_forgets_the_oldest_and_nobody_waits()
    {
        Publish(1, Capacity + 1);

        var heard = await Read(Capacity);

        Assert.Equal((2, Capacity + 1), (heard[0], heard[^1]));
    }

    [Fact]
    public async Task The_next_listener_goes_on_where_the_last_one_stopped()
    {
        Publish(1, 4);

        Assert.Equal([1, 2], await Read(2));
        Assert.Equal([3, 4], await Read(2));
    }

    [Fact]
    public async Task Publishing_from_many_threads_loses_nothing()
    {
        var heard = Read(Capacity / 2);

        Parallel.For(0, Capacity / 2, i => Publish(i, i));

        Assert.Equal(Enumerable.Range(0, Capacity / 2), (await heard).Order());
    }

    [Fact]
    public async Task Listening_ends_when_it_is_told_to()
    {
        using var stop = new CancellationTokenSource();
        var heard = ReadToEnd(stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => heard.WaitAsync(TimeSpan.FromSeconds(10), Cancelled));
    }

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    void Publish(int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            bus.Publish(new ChatAppeared(new Delivery.Users([]), i));
        }
    }

    async Task<List<int>> Read(int count)
    {
        var heard = new List<int>();
        await foreach (var happened in bus.ReadAsync(Cancelled))
        {
            heard.Add(((ChatAppeared)happened).ChatId);
            if (heard.Count == count)
            {
                break;
            }
        }

        return heard;
    }

    async Task ReadToEnd(CancellationToken stop)
    {
        await foreach (var _ in bus.ReadAsync(stop))
        {
        }
    }
}
