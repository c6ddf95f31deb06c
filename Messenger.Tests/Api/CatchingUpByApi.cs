using System.Text.Json;
using Messenger.Domain;

namespace Messenger.Tests;

public sealed class CatchingUpByApi(Server server) : IClassFixture<Server>, IAsyncLifetime
{
    Caller ann = null!, bob = null!;
    int group;

    public async ValueTask InitializeAsync()
    {
        (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));
        group = await ann.GroupAsync(bob);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Answers_what_changed_and_nothing_else()
    {
        var (one, two, three) = (await ann.SayAsync(group, "1"), await ann.SayAsync(group, "2"), await ann.SayAsync(group, "3"));
        var known = (await ChangesAsync(0))["revision"].GetInt64();
        await ann.PutAsync($"/api/chats/messages/{two.Id}", new { content = "Two" });
        await ann.DeleteAsync($"/api/chats/messages/{one.Id}");
        await bob.PutAsync($"/api/chats/messages/{three.Id}/reactions/👍");
        var four = await bob.SayAsync(group, "4");

        var changes = await ChangesAsync(known);

        changes.Has(new { reload = false, revision = known + 4, chat = (object?)null, deleted = new[] { new { id = one.Id, sequence = 2 } } });
        Assert.Equal([two.Id, three.Id, four.Id], changes.Json.List("messages").Ids());
        Assert.Equal(["Two", "3", "4"], changes.Json.List("messages").Texts());
    }

    [Fact]
    public async Task Answers_nothing_when_nothing_changed()
    {
        var known = (await ChangesAsync(0))["revision"].GetInt64();

        (await ChangesAsync(known)).Has(new { revision = known, reload = false, messages = Array.Empty<int>(), deleted = Array.Empty<int>(), chat = (object?)null });
    }

    [Fact]
    public async Task Answers_messages_as_a_full_read_does()
    {
        await ann.SayAsync(group, "1");
        await bob.PostAsync($"/api/chats/{group}/read");

        var changed = (await ChangesAsync(0)).Json.List("messages");

        var read = (await bob.GetAsync($"/api/chats/{group}/messages")).Items;
        Assert.Equal(read.Count, changed.Count);
        Assert.All(read.Zip(changed), pair => Assert.True(JsonElement.DeepEquals(pair.First, pair.Second), $"{pair.First}\n{pair.Second}"));
    }

    [Fact]
    public async Task Answers_the_chat_when_its_name_or_members_changed()
    {
        var cleo = await server.JoinAsync("cleo");
        var known = (await ChangesAsync(0))["revision"].GetInt64();
        await ann.PatchAsync($"/api/chats/{group}", new { name = "Climbers" });
        var renamed = await ChangesAsync(known);
        await ann.PostAsync($"/api/chats/{group}/participants/{cleo.Id}");
        var joined = await ChangesAsync(renamed["revision"].GetInt64());
        await ann.DeleteAsync($"/api/chats/{group}/participants/{cleo.Id}");
        var removed = await ChangesAsync(joined["revision"].GetInt64());

        renamed["chat"].AssertHas(new { id = group, name = "Climbers" });
        Assert.Contains(cleo.Id, joined["chat"].List("participants").Ids());
        Assert.DoesNotContain(cleo.Id, removed["chat"].List("participants").Ids());
    }

    [Fact]
    public async Task Says_reload_for_more_than_500_changes()
    {
        await server.DoAsync(async (Messages messages) =>
        {
            for (var i = 0; i < 500; i++)
            {
                await messages.PostAsync(ann.Id, group, $"{i}");
            }

            return 0;
        });

        (await ChangesAsync(0)).Has(new { reload = true, revision = 501, messages = Array.Empty<int>(), deleted = Array.Empty<int>(), chat = (object?)null });
        Assert.Equal(500, (await ChangesAsync(1)).Has(new { reload = false }).Json.List("messages").Count);
    }

    [Fact]
    public async Task Says_reload_for_another_epoch_or_a_revision_to_come()
    {
        var epoch = (await ChangesAsync(0))["epoch"].GetGuid();

        (await bob.GetAsync($"/api/chats/{group}/changes?after=0&epoch={epoch}")).Is(200).Has(new { reload = false });
        (await bob.GetAsync($"/api/chats/{group}/changes?after=0&epoch={Guid.NewGuid()}")).Is(200).Has(new { reload = true, epoch, messages = Array.Empty<int>() });
        (await ChangesAsync(1000)).Has(new { reload = true, messages = Array.Empty<int>() });
    }

    [Theory]
    [InlineData("", "after")]
    [InlineData("after=", "after")]
    [InlineData("after=-1", "after")]
    [InlineData("after=x", "after")]
    [InlineData("after=0&epoch=x", "epoch")]
    public async Task Needs_to_know_since_when(string query, string field) => (await bob.GetAsync($"/api/chats/{group}/changes?{query}")).Refuses(422, field);

    async Task<Answer> ChangesAsync(long after) => (await bob.GetAsync($"/api/chats/{group}/changes?after={after}")).Is(200);
}
