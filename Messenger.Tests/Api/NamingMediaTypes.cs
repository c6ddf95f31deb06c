using System.Text;

namespace Messenger.Tests;

/// <summary>Media types as RFC 9110, 8.3 lets programs write them: in any case, with quotes or without.</summary>
public sealed class NamingMediaTypes(Server server) : IClassFixture<Server>
{
    [Theory]
    [InlineData("text/plain", true)]
    [InlineData("Text/Plain", true)]
    [InlineData("text/plain; charset=utf-8", true)]
    [InlineData("text/plain; charset=\"utf-8\"", true)]
    [InlineData("TEXT/PLAIN;Charset=\"UTF-8\"; format=flowed", true)]
    [InlineData("text/plain; charset=utf8", true)]
    [InlineData("text/plain; charset=us-ascii", true)]
    [InlineData("text/plain; charset=iso-8859-1", false)]
    [InlineData("text/html", false)]
    [InlineData("text/plainer", false)]
    public async Task A_plain_text_is_taken_however_it_is_named(string type, bool isTaken)
    {
        var ann = await server.JoinAsync();
        var answer = await PostAsync(ann, type, "Hello");

        answer.Is(isTaken ? 201 : 415);
    }

    [Theory]
    [InlineData("Application/JSON")]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("application/json;CHARSET=UTF-8")]
    public async Task So_is_JSON(string type)
    {
        var ann = await server.JoinAsync();

        (await PostAsync(ann, type, """{"content":"Hello"}""")).Is(201);
    }

    async Task<Answer> PostAsync(Caller ann, string type, string body)
    {
        var chat = await ann.GroupAsync(await server.JoinAsync("bob"));
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return await ann.SendAsync(HttpMethod.Post, $"/api/chats/{chat}/messages", content);
    }
}
