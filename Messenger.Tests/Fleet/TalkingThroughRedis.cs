using System.Diagnostics;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Two nodes and a real Redis: whatever becomes of that, they hear each other again by themselves.</summary>
[RunsOnce]
public sealed class TalkingThroughRedis(RedisServer redis) : IClassFixture<RedisServer>, IAsyncLifetime
{
    BusNode ann = null!, bob = null!;
    int number;

    public async ValueTask InitializeAsync()
    {
        ann = await BusNode.StartAsync(redis.Address);
        bob = await BusNode.StartAsync(redis.Address);
        await Eventually.TrueAsync(() => ann.Line.IsUp && bob.Line.IsUp);
    }

    public async ValueTask DisposeAsync()
    {
        await ann.DisposeAsync();
        await bob.DisposeAsync();
    }

    [Fact]
    public async Task Everybody_hears_everything_once_and_in_the_order_of_its_chat()
    {
        const int count = 2000;
        for (var i = 0; i < count; i++)
        {
            ann.Bus.Publish(In(chat: i % 3, member: i));
        }

        await Eventually.TrueAsync(() => bob.Heard.Count == count && ann.Heard.Count == count);
        Assert.All(Enumerable.Range(0, 3), chat => Assert.Equal(Enumerable.Range(0, count).Where(i => i % 3 == chat), bob.Heard.OfType<ChatDisappeared>().Where(e => e.ChatId == chat).Select(e => e.UserId)));
        // Ours do not come back to us, however long one waits: what bob says arrives after them.
        bob.Bus.Publish(In(chat: 0, member: count));
        await Eventually.TrueAsync(() => ann.Heard.Count > count);
        Assert.Equal(count + 1, ann.Heard.Count);
    }

    [Fact]
    public async Task What_is_for_the_node_that_published_is_for_no_other()
    {
        var own = bob.Bus.Subscribe(own: true);

        ann.Bus.Publish(In(1, 1));
        await Eventually.TrueAsync(() => bob.Heard.Count == 1);
        bob.Bus.Publish(In(1, 2));

        Assert.Equal(2, Assert.IsType<ChatDisappeared>(await own.ReadAsync(Cancelled)).UserId);
    }

    [Fact]
    public async Task What_a_newer_node_means_otherwise_and_what_is_no_message_is_passed_over()
    {
        const string toAnn = """ "To":{"to":"Users","Ids":[1]} """;
        await SaysAsync(NodeMessage.Newest + 1, $$"""{"event":"ListChanged",{{toAnn}}}""");
        await SaysAsync(NodeMessage.Newest, $$"""{"event":"MessageShouted",{{toAnn}}}""");
        await redis.AskAsync("publish", "events:{1}", "hello");
        await SaysAsync(NodeMessage.Newest, $$"""{"event":"ListChanged",{{toAnn}},"Colour":"red"}""");

        await Eventually.TrueAsync(() => bob.Heard.Count > 0);
        Assert.IsType<ListChanged>(Assert.Single(bob.Heard));
    }

    [Fact]
    public async Task Of_what_is_too_long_only_the_chat_is_told()
    {
        var posted = EveryEvent.Samples.OfType<MessagePosted>().First();

        ann.Bus.Publish(posted with { Message = posted.Message with { Text = new string('я', 40_000) } });

        await Eventually.TrueAsync(() => !bob.Messages.IsEmpty);
        Assert.Equal((posted.Message.ChatId, null), (Assert.Single(bob.Messages).ChangedChat, bob.Messages.Single().Happened));
        Assert.Single(ann.Heard);
    }

    [Fact]
    public async Task Killed_and_started_again_with_nothing_in_it()
    {
        await redis.KillAsync();
        await Eventually.TrueAsync(() => !ann.Line.IsUp && !bob.Line.IsUp);
        await redis.StartAgainAsync();

        await HearEachOtherAsync();
    }

    [Fact]
    public async Task Killed_and_started_again_before_anybody_noticed()
    {
        await redis.KillAsync();
        await redis.StartAgainAsync();

        await HearEachOtherAsync();
    }

    [Fact]
    public async Task Frozen_nobody_waits_for_it_and_then_it_goes_on()
    {
        await redis.FreezeAsync();
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 50_000; i++)
        {
            ann.Bus.Publish(In(1, i));
        }

        // It takes as long as without Redis, and is far below one time-out of it.
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        await Eventually.TrueAsync(() => !ann.Line.IsUp && !bob.Line.IsUp);
        await redis.ThawAsync();

        await HearEachOtherAsync();
    }

    [Fact]
    public async Task Cut_off_for_listening_too_slowly()
    {
        await redis.AskAsync("client", "kill", "type", "pubsub");

        await HearEachOtherAsync();
    }

    [Fact]
    public async Task Cut_off_from_everything()
    {
        await redis.AskAsync("client", "kill", "type", "pubsub");
        await redis.AskAsync("client", "kill", "type", "normal");

        await HearEachOtherAsync();
    }

    [Fact]
    public async Task Connections_that_are_open_and_pass_on_nothing_are_given_up()
    {
        await using var proxy = new CuttingProxy("127.0.0.1", redis.Port);
        await using var eve = await BusNode.StartAsync($"127.0.0.1:{proxy.Port}");
        await Eventually.TrueAsync(() => eve.Line.IsUp);

        proxy.Delay = TimeSpan.FromHours(1);
        await Eventually.TrueAsync(() => !eve.Line.IsUp);
        // What was held up stays so; only a new connection passes anything on.
        proxy.Delay = TimeSpan.Zero;

        await HearsAsync(ann, eve);
        await HearsAsync(eve, ann);
    }

    [Fact]
    public async Task Not_there_when_a_node_starts()
    {
        await redis.KillAsync();
        await using var eve = await BusNode.StartAsync(redis.Address);
        await redis.StartAgainAsync();

        await HearsAsync(eve, ann);
        await HearsAsync(ann, eve);
    }

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    static ChatDisappeared In(int chat, int member) => new(new Delivery.Users([1]), chat, member);

    /// <summary>What a node says that is not of this build.</summary>
    Task SaysAsync(int version, string happened) =>
        redis.AskAsync("publish", "events:{1}", $$"""{"Version":{{version}},"Node":"{{Guid.NewGuid()}}","Happened":{{happened}},"Loudly":true}""");

    async Task HearEachOtherAsync()
    {
        await HearsAsync(ann, bob);
        await HearsAsync(bob, ann);
    }

    /// <summary>In every channel, of what is said from now on.</summary>
    async Task HearsAsync(BusNode speaker, BusNode listener)
    {
        for (var channel = 0; channel < 64; channel++)
        {
            var first = number;
            await Eventually.TrueAsync(() =>
            {
                speaker.Bus.Publish(In(channel, number++));
                return listener.Heard.OfType<ChatDisappeared>().Any(e => e.ChatId == channel && e.UserId >= first);
            }, () => $"Channel {channel} is deaf.");
        }
    }
}
