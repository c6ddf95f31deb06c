using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Messenger.Domain;
using Messenger.Web;

namespace Messenger.Tests;

/// <summary>Who is here, when people are at different nodes or at both.</summary>
[RunsOnce]
public sealed class BeingAtSeveralNodes(Fleet fleet) : IClassFixture<Fleet>, IAsyncLifetime
{
    FleetNode One => fleet.One;

    FleetNode Two => fleet.Two;

    public async ValueTask InitializeAsync()
    {
        await fleet.AllUpAsync();
        await fleet.GroupAsync();
        await IsSeenAsync(Presence.Offline, fleet.Ann);
        await IsSeenAsync(Presence.Offline, fleet.Bob);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Who_comes_is_seen_everywhere_and_in_Redis_and_the_others_are_told_once()
    {
        await using var bob = await Two.OpenAsync(fleet.Bob);
        await using var ann = await One.OpenAsync(fleet.Ann);

        await IsSeenAsync(Presence.Online, fleet.Ann);
        await bob.HearsAsync("user_status", IsAnn("online"));
        await Eventually.TrueAsync(async () => await fleet.Redis.AskAsync("get", $"user_status:{fleet.Ann}") == "online");
        Assert.InRange(int.Parse(await fleet.Redis.AskAsync("ttl", $"user_status:{fleet.Ann}")), 1, 45);

        await ann.CloseAsync();
        await Eventually.TrueAsync(() => ToldOfAnn(bob).Last() == "offline");
        await IsSeenAsync(Presence.Offline, fleet.Ann);
        await Eventually.TrueAsync(async () => await fleet.Redis.AskAsync("get", $"user_status:{fleet.Ann}") == "");
        // That she went from the test before may be told as late as this.
        Assert.Equal(["online", "offline"], ToldOfAnn(bob).SkipWhile(status => status == "offline"));
    }

    [Fact]
    public async Task Who_is_at_two_nodes_is_gone_when_both_are()
    {
        await using var bob = await Two.OpenAsync(fleet.Bob);
        await using var first = await One.OpenAsync(fleet.Ann);
        await using var second = await Two.OpenAsync(fleet.Ann);
        await bob.HearsAsync("user_status", IsAnn("online"));

        await first.CloseAsync();
        // Until the node they left has said so: the other one knows better.
        await Eventually.TrueAsync(() => One.DoAsync((RedisPresence presence) => Task.FromResult(presence.Here.All(one => one.UserId != fleet.Ann))));
        await IsSeenAsync(Presence.Online, fleet.Ann);
        Assert.Equal("online", ToldOfAnn(bob).Last());

        await second.CloseAsync();
        await Eventually.TrueAsync(() => ToldOfAnn(bob).Last() == "offline");
    }

    [Fact]
    public async Task Who_hides_is_hidden_even_where_nobody_heard_of_it()
    {
        await using var ann = await Two.OpenAsync(fleet.Ann);
        await IsSeenAsync(Presence.Online, fleet.Ann);
        Two.Cut();
        try
        {
            await One.ActAsync((Profiles profiles) => profiles.SavePrivacyAsync(fleet.Ann, hidesPresence: true, hidesReads: false));
            await Eventually.TrueAsync(() => Two.DoAsync((IPresence all) => Task.FromResult(all.Get(fleet.Ann) is Presence.Offline)));
            await One.ActAsync((Profiles profiles) => profiles.SavePrivacyAsync(fleet.Ann, hidesPresence: false, hidesReads: false));
            await Eventually.TrueAsync(() => Two.DoAsync((IPresence all) => Task.FromResult(all.Get(fleet.Ann) is Presence.Online)));
        }
        finally
        {
            Two.Mend();
        }
    }

    [Fact]
    public async Task Who_looks_at_a_chat_at_one_node_is_known_to_at_the_other()
    {
        await using var ann = await One.OpenAsync(fleet.Ann);
        await One.ActAsync((IPresence presence) =>
        {
            presence.Connected(fleet.Ann, "page");
            return Task.CompletedTask;
        });

        await Eventually.TrueAsync(() =>
        {
            _ = One.ActAsync((IPresence presence) =>
            {
                presence.Looks(fleet.Ann, "page", 77);
                return Task.CompletedTask;
            });
            return Two.DoAsync((IPresence presence) => Task.FromResult(presence.IsLooking(fleet.Ann, 77) && !presence.IsLooking(fleet.Ann, 78)));
        });

        await One.ActAsync((IPresence presence) =>
        {
            presence.Disconnected(fleet.Ann, "page");
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task What_no_node_tells_each_tells_its_own_people()
    {
        await using var bob = await Two.OpenAsync(fleet.Bob);
        var node = Guid.NewGuid();

        await SayAsync(online: [fleet.Ann], gone: []);
        await bob.HearsAsync("user_status", IsAnn("online"));
        await SayAsync(online: [], gone: [fleet.Ann]);

        await bob.HearsAsync("user_status", IsAnn("offline"));

        // A node that says who is there and publishes nothing, as one that dies in between.
        Task SayAsync(int[] online, int[] gone) => fleet.Redis.AskAsync("publish", "events:{0}", Encoding.UTF8.GetString(EventEnvelope.Write(
            new NodeMessage(NodeMessage.Newest, node) { Here = new PeopleHere(IsAll: false, online, [], gone, new Dictionary<int, IReadOnlyList<int>>()) })));
    }

    [Fact]
    public async Task The_admin_reads_of_the_other_node_and_when_Redis_is_away()
    {
        await Eventually.TrueAsync(async () => await NodesAsync() is (HealthState.Well, var says) && Regex.IsMatch(says, "Redis answers and holds .*Other nodes: .+-[0-9]+ [0-9]+ s ago"));

        One.Cut();
        try
        {
            await Eventually.TrueAsync(async () => await NodesAsync() is (HealthState.Doubtful, var says) && says.StartsWith("Redis is away."));
        }
        finally
        {
            One.Mend();
        }

        async Task<(HealthState, string)> NodesAsync()
        {
            var nodes = (await One.DoAsync((HealthReport report) => report.GetAsync())).Single(one => one.Name == "Nodes");
            return (nodes.State, nodes.Says);
        }
    }

    [Fact]
    public async Task Who_types_is_in_Redis_for_five_seconds()
    {
        var chat = await fleet.GroupAsync();
        await using var ann = await One.OpenAsync(fleet.Ann);

        await Eventually.TrueAsync(async () =>
        {
            await ann.SayAsync(new { type = "typing", chat_id = chat });
            return await fleet.Redis.AskAsync("get", $"typing:{chat}:{fleet.Ann}") == "1";
        });
        await ann.SayAsync(new { type = "typing", chat_id = chat, is_typing = false });

        await Eventually.TrueAsync(async () => await fleet.Redis.AskAsync("get", $"typing:{chat}:{fleet.Ann}") == "");
    }

    IEnumerable<string?> ToldOfAnn(Line line) => line.All("user_status").Where(IsAnn()).Select(data => data.GetProperty("status").GetString());

    Func<JsonElement, bool> IsAnn(string? status = null) => data =>
        data.GetProperty("user_id").GetInt32() == fleet.Ann && (status is null || data.GetProperty("status").GetString() == status);

    async Task IsSeenAsync(Presence presence, int who)
    {
        foreach (var node in new[] { One, Two })
        {
            await Eventually.TrueAsync(() => node.DoAsync((IPresence all) => Task.FromResult(all.Get(who) == presence)));
        }
    }
}
