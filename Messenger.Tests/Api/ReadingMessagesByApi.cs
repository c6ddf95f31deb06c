namespace Messenger.Tests;

public sealed class ReadingMessagesByApi(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Answers_the_newest_page_oldest_first()
    {
        var (ann, chat, ids) = await NotesAsync(60);

        var page = (await ann.GetAsync($"/api/chats/{chat}/messages")).Is(200).Items;

        Assert.Equal(ids[10..], page.Ids());
        Assert.Equal(Enumerable.Range(11, 50), page.Select(message => message.GetProperty("sequence").GetInt32()));
        Assert.Equal(ids, (await ann.GetAsync($"/api/chats/{chat}/messages?limit=100")).Items.Ids());
    }

    [Fact]
    public async Task Goes_back_by_skipping()
    {
        var (ann, chat, ids) = await NotesAsync(7);

        Assert.Equal(ids[2..5], (await ann.GetAsync($"/api/chats/{chat}/messages?skip=2&limit=3")).Items.Ids());
        Assert.Equal(ids[..2], (await ann.GetAsync($"/api/chats/{chat}/messages?skip=5&limit=3")).Items.Ids());
        Assert.Empty((await ann.GetAsync($"/api/chats/{chat}/messages?skip=7")).Is(200).Items);
    }

    [Fact]
    public async Task Goes_back_and_forth_by_a_message()
    {
        var (ann, chat, ids) = await NotesAsync(7);

        Assert.Equal(ids[1..3], (await ann.GetAsync($"/api/chats/{chat}/messages?before={ids[3]}&limit=2")).Items.Ids());
        Assert.Equal(ids[4..6], (await ann.GetAsync($"/api/chats/{chat}/messages?after={ids[3]}&limit=2")).Items.Ids());
        Assert.Empty((await ann.GetAsync($"/api/chats/{chat}/messages?before={ids[0]}")).Is(200).Items);
        Assert.Empty((await ann.GetAsync($"/api/chats/{chat}/messages?after={ids[6]}")).Is(200).Items);
    }

    [Fact]
    public async Task Goes_from_a_deleted_message_too_and_leaves_it_out()
    {
        var (ann, chat, ids) = await NotesAsync(5);
        (await ann.DeleteAsync($"/api/chats/messages/{ids[2]}")).Is(200);

        Assert.Equal([ids[0], ids[1], ids[3], ids[4]], (await ann.GetAsync($"/api/chats/{chat}/messages")).Items.Ids());
        Assert.Equal([ids[1]], (await ann.GetAsync($"/api/chats/{chat}/messages?before={ids[2]}&limit=1")).Items.Ids());
        Assert.Equal([ids[1], ids[3]], (await ann.GetAsync($"/api/chats/{chat}/messages?skip=1&limit=2")).Items.Ids());
    }

    [Fact]
    public async Task Goes_from_no_message_of_another_chat()
    {
        var (ann, chat, _) = await NotesAsync(1);
        var (_, _, foreign) = await NotesAsync(1);

        (await ann.GetAsync($"/api/chats/{chat}/messages?before={foreign[0]}")).Refuses(404);
        (await ann.GetAsync($"/api/chats/{chat}/messages?after=999999")).Refuses(404);
    }

    [Theory]
    [InlineData("skip=-1", "skip")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("before=x", "before")]
    [InlineData("after=1.5", "after")]
    public async Task Stays_within_limits(string query, string field)
    {
        var (ann, chat, _) = await NotesAsync(0);

        (await ann.GetAsync($"/api/chats/{chat}/messages?{query}")).Refuses(422, field);
    }

    /// <summary>A person, their notes to self, and what they have noted.</summary>
    async Task<(Caller Ann, int Chat, int[] Ids)> NotesAsync(int count)
    {
        var ann = await server.JoinAsync();
        var chat = await ann.DirectAsync(ann);
        var ids = new List<int>();
        for (var i = 1; i <= count; i++)
        {
            ids.Add((await ann.SayAsync(chat, $"{i}")).Id);
        }

        return (ann, chat, [.. ids]);
    }
}
