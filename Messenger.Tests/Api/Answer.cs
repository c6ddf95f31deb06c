using System.Text.Json;
using System.Text.Json.Nodes;

namespace Messenger.Tests;

/// <summary>What a program was answered: the status, the headers and the JSON.</summary>
public sealed record Answer(int Status, HttpResponseMessage Http, string Text, JsonElement Json)
{
    public JsonElement this[string field] => Json.GetProperty(field);

    public int Id => this["id"].GetInt32();

    public string? Media => Http.Content.Headers.ContentType?.MediaType;

    public IReadOnlyList<JsonElement> Items => [.. Json.EnumerateArray()];

    public static async Task<Answer> FromAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var json = answer.Content.Headers.ContentType?.MediaType?.EndsWith("json") is true && text.Length > 0 ? JsonDocument.Parse(text).RootElement : default;
        return new Answer((int)answer.StatusCode, answer, text, json);
    }

    public string? Header(string name) =>
        Http.Headers.TryGetValues(name, out var values) || Http.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    public Answer Is(int status)
    {
        Assert.True(Status == status, $"{Http.RequestMessage!.Method} {Http.RequestMessage.RequestUri!.PathAndQuery} was answered {Status}, not {status}: {Text}");
        return this;
    }

    /// <summary>It is refused as a problem document says it, and a field that is to blame is named.</summary>
    public Answer Refuses(int status, string? field = null)
    {
        Is(status);
        Assert.Equal("application/problem+json", Media);
        Assert.Equal(status, this["status"].GetInt32());
        Assert.NotEmpty(this["title"].GetString()!);
        if (field is not null)
        {
            Assert.StartsWith($"{field}: ", this["detail"].GetString());
            Assert.Equal(field, Assert.Single(this["errors"].EnumerateObject()).Name);
        }

        return this;
    }

    /// <summary>These fields with these values; others as they are.</summary>
    public Answer Has(object values)
    {
        Json.AssertHas(values);
        return this;
    }
}

static class Values
{
    public static void AssertHas(this JsonElement json, object values)
    {
        foreach (var wanted in JsonSerializer.SerializeToElement(values).EnumerateObject())
        {
            Assert.True(json.TryGetProperty(wanted.Name, out var value) && JsonElement.DeepEquals(wanted.Value, value), $"{wanted.Name} is not {wanted.Value}: {json}");
        }
    }

    /// <summary>A message without the e-mail of its sender, which only the sender sees.</summary>
    public static string AsOthersSee(this JsonElement message)
    {
        var seen = JsonNode.Parse(message.GetRawText())!;
        seen["sender"]!.AsObject().Remove("email");
        return seen.ToJsonString();
    }

    public static IEnumerable<int> Ids(this IEnumerable<JsonElement> things) => things.Select(thing => thing.GetProperty("id").GetInt32());

    public static IEnumerable<string?> Texts(this IEnumerable<JsonElement> messages) => messages.Select(message => message.GetProperty("content").GetString());

    public static IReadOnlyList<JsonElement> List(this JsonElement thing, string field) => [.. thing.GetProperty(field).EnumerateArray()];
}
