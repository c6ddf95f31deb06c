namespace Messenger.Tests;

public sealed class FindingMessagesByApi(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Answers_whole_messages_the_newest_first_and_where_the_next_page_begins()
    {
        var (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));
        var (chat, notes) = (await ann.DirectAsync(bob), await ann.DirectAsync(ann));
        var ids = new List<int>();
        for (var i = 0; i <= 50; i++)
        {
            ids.Insert(0, (await ann.SayAsync(i % 5 == 0 ? notes : chat, $"Kelp {i}")).Id);
        }

        var first = (await ann.GetAsync("/api/search?q=KELP")).Is(200);

        Assert.Equal(ids[..50], first["messages"].EnumerateArray().Ids());
        first.Has(new { before = ids[49], is_complete = true });
        var last = (await ann.GetAsync($"/api/search?q=KELP&before={ids[49]}")).Is(200).Has(new { before = (int?)null });
        Assert.Equal([ids[50]], last["messages"].EnumerateArray().Ids());
        Assert.Equal(40, (await bob.GetAsync("/api/search?q=kelp")).Is(200)["messages"].GetArrayLength());
        Assert.Equal(11, (await ann.GetAsync($"/api/search?q=kelp&chat_id={notes}")).Is(200)["messages"].GetArrayLength());
        Assert.Equal(0, (await ann.GetAsync("/api/search")).Is(200)["messages"].GetArrayLength());
    }

    [Fact]
    public async Task Answers_each_as_its_chat_does()
    {
        var (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));
        var chat = await ann.DirectAsync(bob);
        await ann.SayAsync(chat, "Driftwood");
        (await bob.PostAsync($"/api/chats/{chat}/read")).Is(200);

        var found = (await ann.GetAsync("/api/search?q=driftwood")).Is(200)["messages"].EnumerateArray().Single();

        Assert.Equal((await ann.GetAsync($"/api/chats/{chat}/messages")).Items.Single().GetRawText(), found.GetRawText());
    }

    [Fact]
    public async Task A_chat_of_others_and_none_look_the_same()
    {
        var (ann, eve) = (await server.JoinAsync(), await server.JoinAsync("eve"));
        var chat = await ann.DirectAsync(ann);
        await ann.SayAsync(chat, "Driftwood");

        Assert.Equal((await eve.GetAsync("/api/search?q=driftwood&chat_id=999999")).Refuses(404).Text, (await eve.GetAsync($"/api/search?q=driftwood&chat_id={chat}")).Refuses(404).Text);
        Assert.Equal(0, (await eve.GetAsync("/api/search?q=driftwood")).Is(200)["messages"].GetArrayLength());
    }

    [Theory]
    [InlineData("q=before:x", "q")]
    [InlineData("q=has:x", "q")]
    [InlineData("q=a&chat_id=x", "chat_id")]
    [InlineData("q=a&before=-1", "before")]
    public async Task Stays_within_limits(string query, string field)
    {
        var ann = await server.JoinAsync();

        (await ann.GetAsync($"/api/search?{query}")).Refuses(422, field);
    }
}
