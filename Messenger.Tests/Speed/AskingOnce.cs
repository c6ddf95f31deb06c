namespace Messenger.Tests;

/// <summary>A page looks nothing up that it was told already: on PostgreSQL each lookup costs the way there and back.</summary>
public sealed class AskingOnce(CountedTalk talk) : IClassFixture<CountedTalk>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/chats/list")]
    [InlineData("/chats/{chat}")]
    [InlineData("/chats/{chat}/messages/{message}")]
    [InlineData("/chats/{chat}/changes?after=0")]
    [InlineData("/chats/{chat}/members")]
    [InlineData("/settings")]
    public async Task A_page_looks_each_thing_up_once(string path)
    {
        var chat = await GroupAsync();
        var message = (await talk.SayAsync("bob", chat, "At the ferry?")).Id;
        await talk.PostAsync("ann", $"/chats/{chat}/messages/{message}/pin", "on=true");

        await IsAskedOnceAsync(() => talk.HtmlAsync("ann", path.Replace("{chat}", $"{chat}").Replace("{message}", $"{message}")));
    }

    [Theory]
    [InlineData("/api/chats/")]
    [InlineData("/api/chats/{chat}/messages")]
    [InlineData("/api/chats/{chat}/messages?limit=1")]
    public async Task An_answer_to_a_program_looks_each_thing_up_once(string path)
    {
        var chat = await GroupAsync();
        var ann = await (await talk.CallerAsync() with { Username = "ann" }).LogInAsync();

        await IsAskedOnceAsync(async () => (await ann.GetAsync(path.Replace("{chat}", $"{chat}"))).Is(200));

        // The state that a reading begins with says it.
        Assert.DoesNotContain(talk.Statements.Asked, sql => sql.StartsWith("SELECT chats.membership_version"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/chats/list")]
    public async Task The_version_of_a_list_is_that_of_before_its_rows(string path)
    {
        await GroupAsync();
        talk.Statements.Forget();

        await talk.HtmlAsync("ann", path);

        List<string> asked = [.. talk.Statements.Asked];
        var (version, rows) = (asked.FindIndex(sql => sql.Contains("SUM(chats.revision)")), asked.FindIndex(sql => sql.Contains("last.content")));
        Assert.True(version >= 0 && version < rows, string.Join('\n', asked));
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
