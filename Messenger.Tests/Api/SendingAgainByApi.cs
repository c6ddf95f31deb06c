namespace Messenger.Tests;

/// <summary>For one sender and client_id there is one message, for ever.</summary>
public sealed class SendingAgainByApi(Server server) : IClassFixture<Server>, IAsyncLifetime
{
    readonly Guid clientId = Guid.NewGuid();
    Caller ann = null!, bob = null!;
    int chat;

    public async ValueTask InitializeAsync()
    {
        (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));
        chat = await ann.DirectAsync(bob);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Answers_the_first_message_with_200()
    {
        var first = await SendAsync(ann, "Hello");
        var second = await SendAsync(ann, "Hello");

        first.Is(201).Has(new { client_id = clientId });
        Assert.Equal(first.Text, second.Is(200).Text);
        Assert.Single((await ann.GetAsync($"/api/chats/{chat}/messages")).Items);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"")]
    public async Task Works_by_the_header_too(string quote)
    {
        var first = await ByHeaderAsync($"{quote}{clientId}{quote}");
        var second = await ByHeaderAsync($"{quote}{clientId}{quote}");
        var third = await SendAsync(ann, "Hello");

        Assert.Equal((201, 200, 200), (first.Status, second.Status, third.Status));
        Assert.Equal((first.Id, first.Id), (second.Id, third.Id));
        (await ByHeaderAsync("no uuid")).Refuses(422, "client_id");
    }

    [Theory]
    [InlineData("N")]
    [InlineData("B")]
    public async Task Knows_an_id_in_another_form_by_the_header_and_in_a_form(string format)
    {
        var first = await SendAsync(ann, "Hello");

        Assert.Equal(first.Id, (await ByHeaderAsync(clientId.ToString(format))).Is(200).Id);
        var form = new FormUrlEncodedContent([new("content", "Hello"), new("client_id", clientId.ToString(format))]);
        Assert.Equal(first.Id, (await ann.SendAsync(HttpMethod.Post, $"/api/chats/{chat}/messages", form)).Is(200).Id);
    }

    [Fact]
    public async Task At_the_same_moment_posts_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => SendAsync(ann, "Hello")));

        Assert.Single(answers, answer => answer.Status == 201);
        Assert.Single(answers.Select(answer => answer.Id).Distinct());
    }

    [Fact]
    public async Task With_another_text_chat_or_reply_is_refused()
    {
        var first = await SendAsync(ann, "Hello");

        (await SendAsync(ann, "Goodbye")).Refuses(422, "client_id");
        (await ann.PostAsync($"/api/chats/{await ann.DirectAsync(ann)}/messages", new { content = "Hello", client_id = clientId })).Refuses(422, "client_id");
        (await ann.PostAsync($"/api/chats/{chat}/messages", new { content = "Hello", client_id = clientId, reply_to = first.Id })).Refuses(422, "client_id");
    }

    [Fact]
    public async Task After_a_change_or_deletion_answers_the_same_message()
    {
        var first = await SendAsync(ann, "Hello");
        await ann.PutAsync($"/api/chats/messages/{first.Id}", new { content = "Changed" });
        (await SendAsync(ann, "Hello")).Is(200).Has(new { id = first.Id, content = "Changed", is_edited = true });

        await ann.DeleteAsync($"/api/chats/messages/{first.Id}");
        (await SendAsync(ann, "Hello")).Is(200).Has(new { id = first.Id, content = "", is_deleted = true });
    }

    [Fact]
    public async Task From_somebody_else_is_another_message()
    {
        var mine = await SendAsync(ann, "Hello");

        Assert.NotEqual(mine.Id, (await SendAsync(bob, "Hello")).Is(201).Id);
    }

    Task<Answer> SendAsync(Caller who, string content) => who.PostAsync($"/api/chats/{chat}/messages", new { content, client_id = clientId });

    Task<Answer> ByHeaderAsync(string key) =>
        ann.SendAsync(HttpMethod.Post, $"/api/chats/{chat}/messages", new { content = "Hello" }, ("Idempotency-Key", key));
}
