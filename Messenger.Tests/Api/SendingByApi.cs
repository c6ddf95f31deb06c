using System.Text;
using System.Text.Json;

namespace Messenger.Tests;

public sealed class SendingByApi(Server server) : IClassFixture<Server>, IAsyncLifetime
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
    public async Task Answers_the_whole_message_as_everybody_reads_it()
    {
        var answer = await ann.SayAsync(chat, "Hello\r\n*Bob* 👍");

        answer.Has(new
        {
            chat_id = chat, sender_id = ann.Id, content = "Hello\n*Bob* 👍", message_type = "text", file_url = (string?)null, reply_to = (int?)null, is_edited = false,
            is_deleted = false, sequence = 1, revision = 1, client_id = (string?)null, reactions = Array.Empty<int>(), read_by = Array.Empty<int>(), attachments = Array.Empty<int>(),
        });
        answer["sender"].AssertHas(new { id = ann.Id, username = ann.Username, email = ann.Email() });
        Assert.Equal(answer["created_at"].GetString(), answer["updated_at"].GetString());
        var theirs = Assert.Single((await bob.GetAsync($"/api/chats/{chat}/messages")).Items);
        theirs.GetProperty("sender").AssertHas(new { id = ann.Id, email = "" });
        Assert.Equal(answer.Json.AsOthersSee(), theirs.AsOthersSee());
    }

    [Fact]
    public async Task Takes_plain_text_for_the_message()
    {
        var answer = await ann.PostAsync($"/api/chats/{chat}/messages", new StringContent("Disk full\non \"web\" ü", Encoding.UTF8, "text/plain"));

        answer.Is(201).Has(new { content = "Disk full\non \"web\" ü" });
    }

    [Fact]
    public async Task Takes_no_plain_text_that_it_cannot_read()
    {
        (await ann.PostAsync($"/api/chats/{chat}/messages", Plain([(byte)'a', 0xFF, (byte)'b'], "utf-8"))).Refuses(422, "content");
        (await ann.PostAsync($"/api/chats/{chat}/messages", Plain([(byte)'c', 0xE9], "iso-8859-1"))).Refuses(415);
        (await ann.PostAsync($"/api/chats/{chat}/messages", Plain("ü"u8.ToArray(), "UTF-8"))).Is(201).Has(new { content = "ü" });

        static ByteArrayContent Plain(byte[] bytes, string charset) => new(bytes) { Headers = { ContentType = new("text/plain", charset) } };
    }

    [Fact]
    public async Task Takes_the_chat_again_in_the_body_if_it_is_the_same()
    {
        (await ann.PostAsync($"/api/chats/{chat}/messages", new { chat_id = chat, content = "Hello", message_type = "text" })).Is(201);

        (await ann.PostAsync($"/api/chats/{chat}/messages", new { chat_id = chat + 1, content = "Hello" })).Refuses(422, "chat_id");
    }

    [Fact]
    public async Task Sets_nothing_that_is_the_servers()
    {
        var answer = await ann.PostAsync($"/api/chats/{chat}/messages", new
        {
            id = 1_000_000, sender_id = bob.Id, content = "Hello", is_edited = true, is_deleted = true, created_at = "2000-01-01", sequence = 99, file_url = "/etc",
        });

        answer.Is(201).Has(new { sender_id = ann.Id, message_type = "text", is_edited = false, is_deleted = false, sequence = 1, file_url = (string?)null });
    }

    [Fact]
    public async Task Answers_another_message_of_the_chat()
    {
        var question = await bob.SayAsync(chat, "When?");
        var elsewhere = await ann.SayAsync(await ann.DirectAsync(ann), "Elsewhere");

        (await ann.PostAsync($"/api/chats/{chat}/messages", new { content = "Now", reply_to = question.Id })).Is(201).Has(new { reply_to = question.Id });

        (await ann.PostAsync($"/api/chats/{chat}/messages", new { content = "Now", reply_to = elsewhere.Id })).Refuses(422, "reply_to");
        (await ann.PostAsync($"/api/chats/{chat}/messages", new { content = "Now", reply_to = 999_999 })).Refuses(422, "reply_to");
        await bob.DeleteAsync($"/api/chats/messages/{question.Id}");
        (await ann.PostAsync($"/api/chats/{chat}/messages", new { content = "Now", reply_to = question.Id })).Refuses(422, "reply_to");
    }

    [Fact]
    public async Task Holds_8000_characters()
    {
        var most = string.Concat(Enumerable.Repeat("😀", 8000));

        (await ann.SayAsync(chat, most)).Has(new { content = most });
        (await ann.PostAsync($"/api/chats/{chat}/messages", new { content = most + "x" })).Refuses(422, "content");
    }

    [Theory]
    [InlineData("""{}""", "content")]
    [InlineData("""{"content": null}""", "content")]
    [InlineData("""{"content": ""}""", "content")]
    [InlineData("""{"content": " \n\t"}""", "content")]
    [InlineData("""{"content": 5}""", "content")]
    [InlineData("""{"content": {"text": "x"}}""", "content")]
    [InlineData("""{"content": "a\u0000b"}""", "content")]
    [InlineData("""{"content": "a\ufffeb"}""", "content")]
    [InlineData("""{"content": "a\ud800b"}""", "content")]
    [InlineData("""{"content": "\udc00"}""", "content")]
    [InlineData("""{"content": "x", "client_id": "no uuid"}""", "client_id")]
    [InlineData("""{"content": "x", "reply_to": "5"}""", "reply_to")]
    [InlineData("""{"content": "x", "reply_to": 99999999999}""", "reply_to")]
    [InlineData("""{"content": "x" """, "body")]
    [InlineData("""["content"]""", "body")]
    [InlineData("""not json""", "body")]
    public async Task Names_the_field_that_is_wrong(string json, string field)
    {
        (await ann.PostAsync($"/api/chats/{chat}/messages", new StringContent(json, null, "application/json"))).Refuses(422, field);
        Assert.Empty((await ann.GetAsync($"/api/chats/{chat}/messages")).Items);
    }

    [Fact]
    public async Task From_many_at_once_numbers_them_without_a_hole()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? ann : bob).SayAsync(chat, $"{i}")));

        Assert.Equal(Enumerable.Range(1, 40), answers.Select(answer => answer["sequence"].GetInt32()).Order());
        var all = (await ann.GetAsync($"/api/chats/{chat}/messages?limit=100")).Items;
        Assert.Equal(answers.OrderBy(answer => answer["sequence"].GetInt32()).Select(answer => answer.Id), all.Ids());
    }
}
