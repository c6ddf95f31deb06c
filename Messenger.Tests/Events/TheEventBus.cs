using System.Threading.Channels;
using Messenger.Domain;

namespace Messenger.Tests;

[RunsOnce]
public sealed class TheEventBus
{
    const int Capacity = 10_000;

    readonly InProcessBus bus = new();
    readonly ChannelReader<Event> listener;

    public TheEventBus() => listener = bus.Subscribe();

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
    public async Task What_comes_between_two_readings_is_kept()
    {
        Publish(1, 4);

        Assert.Equal([1, 2], await Read(2));
        Publish(5, 5);
        Assert.Equal([3, 4, 5], await Read(3));
    }

    [Fact]
    public async Task Each_listener_hears_everything_since_it_subscribed()
    {
        Publish(1, 1);
        var later = bus.Subscribe();
        Publish(2, 3);

        Assert.Equal([2, 3], await Read(2, later));
        Assert.Equal([1, 2, 3], await Read(3));
    }

    [Fact]
    public async Task One_who_cannot_keep_up_loses_their_own_oldest_and_holds_up_nobody()
    {
        var slow = bus.Subscribe();
        for (var i = 1; i <= Capacity + 5; i++)
        {
            Publish(i, i);
            Assert.Equal([i], await Read(1));
        }

        Assert.Equal(6, (await Read(1, slow))[0]);
    }

    [Fact]
    public async Task Subscribing_while_others_publish_disturbs_nobody()
    {
        var publishing = Task.Run(() => Publish(1, 5_000), Cancelled);

        var later = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => bus.Subscribe(), Cancelled)));
        await publishing;
        Publish(5_001, 5_001);

        Assert.Equal(Enumerable.Range(1, 5_001), await Read(5_001));
        foreach (var one in later)
        {
            var heard = ReadAll(one);
            Assert.Equal(Enumerable.Range(heard[0], heard.Count), heard);
            Assert.Equal(5_001, heard[^1]);
        }
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

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => heard.WaitAsync(Cancelled));
    }

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    void Publish(int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            bus.Publish(new ChatAppeared(new Delivery.Users([]), i));
        }
    }

    static List<int> ReadAll(ChannelReader<Event> reader)
    {
        List<int> heard = [];
        while (reader.TryRead(out var happened))
        {
            heard.Add(((ChatAppeared)happened).ChatId);
        }

        return heard;
    }

    async Task<List<int>> Read(int count, ChannelReader<Event>? from = null)
    {
        var heard = new List<int>();
        await foreach (var happened in (from ?? listener).ReadAllAsync(Cancelled))
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
        await foreach (var _ in listener.ReadAllAsync(stop))
        {
        }
    }
}
