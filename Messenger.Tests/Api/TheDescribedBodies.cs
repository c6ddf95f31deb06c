using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Messenger.Tests;

/// <summary>What the description says one may send is what is taken.</summary>
public sealed class TheDescribedBodies(Server server) : IClassFixture<Server>
{
    static readonly IReadOnlyDictionary<string, string> samples = new Dictionary<string, string>
    {
        ["application/json"] = "{}", ["application/x-www-form-urlencoded"] = "a=b", ["multipart/form-data"] = "--x--\r\n", ["text/plain"] = "Hello",
        ["application/xml"] = "<a/>", ["application/octet-stream"] = "Hello",
    };

    [Fact]
    public async Task Name_every_media_type_that_is_taken_and_no_other()
    {
        var ann = await server.JoinAsync();
        var chat = await ann.GroupAsync();
        List<string> wrong = [];
        foreach (var operation in ann.Manual.Operations.Where(operation => operation.Method is "POST" or "PUT" or "PATCH"))
        {
            var path = operation.Path.Replace("{id}", $"{chat}").Replace("{userId}", "1").Replace("{messageId}", "1").Replace("{emoji}", "👍");
            List<string> taken = [];
            foreach (var (media, text) in samples)
            {
                // A session of its own each, because one of them ends it.
                var answer = await (ann with { Token = (await server.TokensAsync(ann.Id)).Access }).SendAsync(new HttpMethod(operation.Method), path, Body(media, text));
                taken.AddRange(answer.Status == 415 ? [] : [media]);
            }

            // Who takes everything looks at nothing.
            var expected = taken.Count == samples.Count ? [] : taken.Order().ToList();
            if (!expected.SequenceEqual(operation.Bodies.Keys.Order()))
            {
                wrong.Add($"{operation.Name} takes {string.Join(", ", expected)} and describes {string.Join(", ", operation.Bodies.Keys)}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Of_messages_say_what_a_form_holds_and_how_much()
    {
        var fields = await FieldsAsync("messages_post", "multipart/form-data");

        Assert.Equal(["chat_id", "client_id", "content", "draft_id", "duration", "file", "is_voice", "message_type", "reply_to", "waveform"], fields.EnumerateObject().Select(field => field.Name).Order());
        var files = fields.GetProperty("file");
        files.AssertHas(new { type = "array", maxItems = 10 });
        files.GetProperty("items").AssertHas(new { type = "string", format = "binary" });
        Assert.Contains("50 MB", files.GetProperty("description").GetString());
        Assert.Contains("100 MB", files.GetProperty("description").GetString());
        fields.GetProperty("content").AssertHas(new { maxLength = 8000 });
        fields.GetProperty("client_id").AssertHas(new { format = "uuid" });
        Assert.False((await FieldsAsync("messages_post", "application/x-www-form-urlencoded")).TryGetProperty("file", out _));
    }

    [Fact]
    public async Task Of_a_portrait_say_that_it_is_one_picture_of_5_MB()
    {
        var fields = await FieldsAsync("users_set_avatar", "multipart/form-data");

        fields.GetProperty("file").AssertHas(new { type = "string", format = "binary" });
        Assert.Contains("5 MB", fields.GetProperty("file").GetProperty("description").GetString());
        Assert.Single(fields.EnumerateObject());
    }

    static StringContent Body(string media, string text)
    {
        var type = new MediaTypeHeaderValue(media);
        if (media.StartsWith("multipart/"))
        {
            type.Parameters.Add(new NameValueHeaderValue("boundary", "x"));
        }

        return new StringContent(text, Encoding.UTF8, type);
    }

    async Task<JsonElement> FieldsAsync(string name, string media)
    {
        var manual = await Manual.OfAsync(server.Home);
        return manual.Resolved(manual.Operations.Single(operation => operation.Name == name).Bodies[media]).GetProperty("properties");
    }
}
