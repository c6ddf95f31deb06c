using System.Text.Json;

namespace Messenger.Tests;

/// <summary>The description of the API as a program reads it, and whether an answer is one that it told of.</summary>
public sealed class Manual(JsonElement document)
{
    static Task<Manual>? read;

    public JsonElement Document => document;

    public IReadOnlyList<Operation> Operations { get; } =
    [
        .. from path in document.GetProperty("paths").EnumerateObject()
           from method in path.Value.EnumerateObject()
           select new Operation(method.Name.ToUpperInvariant(), path.Name, method.Value),
    ];

    /// <summary>It is the same everywhere, so it is fetched once.</summary>
    public static Task<Manual> OfAsync(Uri home) => LazyInitializer.EnsureInitialized(ref read, () => ReadAsync(home));

    /// <summary>What is wrong with an answer by what is described.</summary>
    public IEnumerable<string> Faults(HttpRequestMessage request, Answer answer)
    {
        // A server takes .. out of the address, so what is asked for is another thing (RFC 3986, 5.2.4).
        var (method, path) = (request.Method == HttpMethod.Head ? "GET" : request.Method.Method, new Uri(request.RequestUri!.OriginalString).AbsolutePath);
        return Faults(method, path, answer).Select(fault => $"{method} {request.RequestUri.PathAndQuery} {answer.Status}: {fault} in {answer.Text}");
    }

    /// <summary>Where a schema is described elsewhere, there.</summary>
    public JsonElement Resolved(JsonElement schema) => schema.TryGetProperty("$ref", out var name)
        ? Named(name.GetString()!.Split('/')[^1])
        : schema;

    JsonElement Named(string name) => document.GetProperty("components").GetProperty("schemas").GetProperty(name);

    IEnumerable<string> Faults(string method, string path, Answer answer)
    {
        if (!path.StartsWith("/api") || answer.Http.RequestMessage!.Method == HttpMethod.Head && answer.Text.Length == 0)
        {
            return [];
        }

        if (answer.Status >= 400 && answer.Media != "application/problem+json")
        {
            return [$"{answer.Media} is no problem document"];
        }

        // Where no operation is, or not by this method, only a problem can be the answer, and that goes without saying.
        var operation = Operations.Where(operation => operation.IsAt(method, path)).MinBy(operation => operation.Variables);
        return operation is null || answer.Status == 405
            ? Shape.Faults(this, Named("ProblemJson"), answer.Json, "")
            : operation.Details.GetProperty("responses").TryGetProperty($"{answer.Status}", out var described)
                ? Faults(described, answer)
                : ["this status is not described"];
    }

    IEnumerable<string> Faults(JsonElement described, Answer answer)
    {
        if (answer.Json.ValueKind is JsonValueKind.Undefined || !described.TryGetProperty("content", out var content))
        {
            return answer.Text.Length == 0 ? [] : ["an answer without a description"];
        }

        return content.TryGetProperty(answer.Media!, out var media)
            ? Shape.Faults(this, media.GetProperty("schema"), answer.Json, "")
            : [$"{answer.Media} is not described"];
    }

    static async Task<Manual> ReadAsync(Uri home)
    {
        using var http = new HttpClient();
        return new Manual(JsonDocument.Parse(await http.GetStringAsync(new Uri(home, "/openapi/v1.json"))).RootElement);
    }
}

/// <summary>A method at a path, such as GET /api/chats/{id}.</summary>
public sealed record Operation(string Method, string Path, JsonElement Details)
{
    public int Variables => Path.Count(letter => letter == '{');

    public string Name => Details.GetProperty("operationId").GetString()!;

    public IReadOnlyList<JsonElement> Parameters => Details.TryGetProperty("parameters", out var all) ? [.. all.EnumerateArray()] : [];

    /// <summary>The schemas of its body, by media type; none when it takes none.</summary>
    public IReadOnlyDictionary<string, JsonElement> Bodies => Details.TryGetProperty("requestBody", out var body)
        ? body.GetProperty("content").EnumerateObject().ToDictionary(media => media.Name, media => media.Value.GetProperty("schema"))
        : new Dictionary<string, JsonElement>();

    /// <summary>The schema of its JSON body.</summary>
    public JsonElement? Body => Bodies.TryGetValue("application/json", out var schema) ? schema : null;

    public bool IsAt(string method, string path)
    {
        var (mine, asked) = (Path.Split('/'), path.TrimEnd('/').Split('/'));
        return method == Method && mine.Length == asked.Length && mine.Zip(asked).All(pair => pair.First == pair.Second || pair.First.StartsWith('{'));
    }
}
