using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Where one Redis is not enough: each channel is at one of three, and moves.</summary>
[RunsOnce]
public sealed class TalkingThroughACluster(RedisCluster redis) : IClassFixture<RedisCluster>
{
    [Fact]
    public async Task Channels_are_spread_and_are_heard_wherever_they_move()
    {
        await using var ann = await BusNode.StartAsync(redis.Addresses);
        await using var bob = await BusNode.StartAsync(redis.Addresses);
        await HearsAsync(ann, bob, from: 0);
        Assert.All(await redis.CountChannelsAsync(), count => Assert.InRange(count, 1, 62));

        await redis.MoveAsync("events:{5}");

        await HearsAsync(ann, bob, from: 1000);
        await HearsAsync(bob, ann, from: 1000);
        // Where one came from lets go of it only after it is heard at its new place.
        await Eventually.TrueAsync(async () => (await redis.CountChannelsAsync()).Sum() == 64, () => "Some channels stay subscribed twice.");
    }

    /// <summary>In every channel.</summary>
    static Task HearsAsync(BusNode speaker, BusNode listener, int from) => Eventually.TrueAsync(() =>
    {
        for (var channel = 0; channel < 64; channel++)
        {
            speaker.Bus.Publish(new ChatDisappeared(new Delivery.Users([1]), channel, from));
        }

        return listener.Heard.OfType<ChatDisappeared>().Where(e => e.UserId == from).Select(e => e.ChatId).Distinct().Count() == 64;
    });
}
