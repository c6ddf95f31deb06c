namespace Messenger.Tests;

public sealed class ChangingMessagesByApi(Server server) : IClassFixture<Server>, IAsyncLifetime
{
    Caller ann = null!, bob = null!;
    int group, message;

    public async ValueTask InitializeAsync()
    {
        (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));
        group = await ann.GroupAsync(bob);
        message = (await bob.SayAsync(group, "Hello")).Id;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Editing_is_its_senders_and_shows()
    {
        var answer = await bob.PutAsync($"/api/chats/messages/{message}", new { content = "Hello, all" });

        answer.Is(200).Has(new { id = message, content = "Hello, all", is_edited = true, sequence = 2, revision = 3 });
        Assert.True(answer["updated_at"].GetDateTimeOffset() > answer["created_at"].GetDateTimeOffset());
        (await bob.PutAsync($"/api/chats/messages/{message}", new { content = "Hello, all" })).Is(200).Has(new { revision = 3 });
        (await ann.PutAsync($"/api/chats/messages/{message}", new { content = "Mine" })).Refuses(403);
        (await bob.PutAsync($"/api/chats/messages/{message}", new { content = " " })).Refuses(422, "content");
        (await bob.PutAsync($"/api/chats/messages/{message}")).Refuses(422, "content");
        (await bob.PutAsync("/api/chats/messages/999999", new { content = "x" })).Refuses(404);
    }

    [Fact]
    public async Task Deleting_is_its_senders_or_an_admins()
    {
        var anns = (await ann.SayAsync(group, "Mine")).Id;

        (await bob.DeleteAsync($"/api/chats/messages/{anns}")).Refuses(403);
        Assert.NotEmpty((await ann.DeleteAsync($"/api/chats/messages/{message}")).Is(200)["message"].GetString()!);

        (await bob.DeleteAsync($"/api/chats/messages/{message}")).Is(200);
        (await bob.PutAsync($"/api/chats/messages/{message}", new { content = "Back" })).Refuses(409);
        (await bob.PutAsync($"/api/chats/messages/{message}/reactions/👍")).Refuses(409);
        (await bob.DeleteAsync("/api/chats/messages/999999")).Refuses(404);
        Assert.DoesNotContain("Hello", (await ann.GetAsync($"/api/chats/{group}/messages")).Text);
    }

    [Fact]
    public async Task In_a_direct_chat_nobody_deletes_for_the_other()
    {
        var said = await bob.SayAsync(await ann.DirectAsync(bob), "Hello");

        (await ann.DeleteAsync($"/api/chats/messages/{said.Id}")).Refuses(403);
    }

    [Fact]
    public async Task A_system_line_stays_as_it_is()
    {
        var line = (await ann.GetAsync($"/api/chats/{group}/messages")).Items[0].GetProperty("id").GetInt32();

        (await ann.PutAsync($"/api/chats/messages/{line}", new { content = "x" })).Refuses(403);
        (await ann.DeleteAsync($"/api/chats/messages/{line}")).Refuses(403);
        (await ann.PutAsync($"/api/chats/messages/{line}/reactions/👍")).Refuses(409);
    }

    [Fact]
    public async Task Reacting_twice_is_reacting_once()
    {
        var first = await ann.PutAsync($"/api/chats/messages/{message}/reactions/👍");
        var second = await ann.PutAsync($"/api/chats/messages/{message}/reactions/👍");
        var both = await bob.PutAsync($"/api/chats/messages/{message}/reactions/👍");

        first.Is(200).Has(new { reactions = new[] { new { emoji = "👍", count = 1, user_ids = new[] { ann.Id } } }, revision = 3 });
        Assert.Equal(first.Text, second.Is(200).Text);
        both.Is(200).Has(new { reactions = new[] { new { emoji = "👍", count = 2, user_ids = new[] { ann.Id, bob.Id } } }, revision = 4 });
    }

    [Fact]
    public async Task Taking_a_reaction_back_twice_is_taking_it_back_once()
    {
        await ann.PutAsync($"/api/chats/messages/{message}/reactions/❤️");

        var first = await ann.DeleteAsync($"/api/chats/messages/{message}/reactions/❤️");
        var second = await ann.DeleteAsync($"/api/chats/messages/{message}/reactions/❤️");

        first.Is(200).Has(new { reactions = Array.Empty<int>(), revision = 4 });
        Assert.Equal(first.Text, second.Is(200).Text);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("👍👍")]
    [InlineData("%2F")]
    [InlineData("%20")]
    public async Task Reacting_takes_one_emoji(string emoji) =>
        (await ann.PutAsync($"/api/chats/messages/{message}/reactions/{emoji}")).Refuses(422, "emoji");

    [Fact]
    public async Task Every_answer_says_who_has_read_it()
    {
        await ann.PostAsync($"/api/chats/{group}/read");

        var edited = await bob.PutAsync($"/api/chats/messages/{message}", new { content = "Hello again" });
        var reacted = await bob.PutAsync($"/api/chats/messages/{message}/reactions/👍");

        Assert.All([edited, reacted], answer => Assert.Equal(ann.Id, Assert.Single(answer.Json.List("read_by")).GetProperty("user_id").GetInt32()));
    }
}
