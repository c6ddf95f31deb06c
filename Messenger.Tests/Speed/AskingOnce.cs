namespace Messenger.Tests;

/// <summary>A page asks the database nothing that it was told already: on PostgreSQL each answer costs the way there and back.</summary>
public sealed class AskingOnce(LongChats.Counted talk) : IClassFixture<LongChats.Counted>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/chats/list")]
    [InlineData("/chats/{chat}")]
    [InlineData("/chats/{chat}/members")]
    [InlineData("/settings")]
    public async Task Each_page_asks_each_thing_once(string path)
    {
        var chat = await GroupAsync();

        await IsAskedOnceAsync(() => talk.HtmlAsync("ann", path.Replace("{chat}", $"{chat}")));
    }

    [Theory]
    [InlineData("/api/chats/")]
    [InlineData("/api/chats/{chat}/messages")]
    [InlineData("/api/chats/{chat}/messages?limit=1")]
    public async Task Each_answer_asks_each_thing_once(string path)
    {
        var chat = await GroupAsync();
        var ann = await (await talk.CallerAsync() with { Username = "ann" }).LogInAsync();

        await IsAskedOnceAsync(async () => (await ann.GetAsync(path.Replace("{chat}", $"{chat}"))).Is(200));
    }

    async Task<int> GroupAsync()
    {
        var group = await talk.NewGroupAsync();
        await talk.SayAsync("bob", group, "Where shall we meet, and when?");
        return group;
    }

    async Task IsAskedOnceAsync(Func<Task> read)
    {
        talk.Statements.Forget();
        await read();

        Assert.NotEqual(0, talk.Statements.Count);
        Assert.Empty(talk.Statements.Repeated());
    }
}
