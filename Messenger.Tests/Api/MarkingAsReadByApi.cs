using System.Text.Json;

namespace Messenger.Tests;

public sealed class MarkingAsReadByApi(Server server) : IClassFixture<Server>, IAsyncLifetime
{
    Caller ann = null!, bob = null!;
    int chat;

    public async ValueTask InitializeAsync()
    {
        (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));
        chat = await ann.DirectAsync(bob);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Goes_up_to_a_message_and_never_back()
    {
        var (one, two, three) = (await ann.SayAsync(chat, "1"), await ann.SayAsync(chat, "2"), await ann.SayAsync(chat, "3"));

        (await bob.PostAsync($"/api/chats/{chat}/read", new { message_id = two.Id })).Is(200).Has(new { unread_count = 1, last_read_message_id = two.Id });
        (await bob.PostAsync($"/api/chats/{chat}/read", new { message_id = one.Id })).Is(200).Has(new { unread_count = 1, last_read_message_id = two.Id });
        (await bob.PostAsync($"/api/chats/{chat}/read")).Is(200).Has(new { unread_count = 0, last_read_message_id = three.Id });
    }

    [Fact]
    public async Task Is_told_with_each_message_and_its_time()
    {
        await ann.SayAsync(chat, "1");
        await bob.PostAsync($"/api/chats/{chat}/read");
        await ann.SayAsync(chat, "2");

        var messages = (await ann.GetAsync($"/api/chats/{chat}/messages")).Items;

        var reader = Assert.Single(messages[0].List("read_by"));
        Assert.Equal(bob.Id, reader.GetProperty("user_id").GetInt32());
        Assert.InRange(reader.GetProperty("read_at").GetDateTimeOffset(), messages[0].GetProperty("created_at").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddSeconds(1));
        Assert.Empty(messages[1].List("read_by"));
    }

    [Fact]
    public async Task Is_told_with_the_last_message_of_a_chat_as_in_the_chat()
    {
        await ann.SayAsync(chat, "1");
        await bob.PostAsync($"/api/chats/{chat}/read");

        var message = Assert.Single((await ann.GetAsync($"/api/chats/{chat}/messages")).Items);
        var listed = Assert.Single((await ann.GetAsync("/api/chats/")).Is(200).Items).GetProperty("last_message");

        Assert.Equal([bob.Id], listed.List("read_by").Select(UserId));
        Assert.True(JsonElement.DeepEquals(message, listed), $"{message}\n{listed}");
        Assert.True(JsonElement.DeepEquals(message, (await ann.GetAsync($"/api/chats/{chat}")).Is(200)["last_message"]));
    }

    [Fact]
    public async Task Happens_by_answering_too()
    {
        var asked = await ann.SayAsync(chat, "1");
        await bob.SayAsync(chat, "2");

        var messages = (await ann.GetAsync($"/api/chats/{chat}/messages")).Items;

        Assert.Equal(asked.Id, messages[0].GetProperty("id").GetInt32());
        Assert.Equal([bob.Id], messages[0].List("read_by").Select(UserId));
        Assert.Empty(messages[1].List("read_by"));
    }

    [Fact]
    public async Task Is_for_messages_of_this_chat()
    {
        var elsewhere = await ann.SayAsync(await ann.DirectAsync(ann), "Elsewhere");

        (await ann.PostAsync($"/api/chats/{chat}/read", new { message_id = elsewhere.Id })).Refuses(404);
        (await ann.PostAsync($"/api/chats/{chat}/read", new { message_id = "x" })).Refuses(422, "message_id");
        (await ann.PostAsync("/api/chats/999999/read")).Refuses(404);
        (await ann.PostAsync($"/api/chats/{chat}/read")).Is(200).Has(new { unread_count = 0, last_read_message_id = (int?)null });
    }

    static int UserId(JsonElement reader) => reader.GetProperty("user_id").GetInt32();
}
