using System.Text.Json;
using System.Text.RegularExpressions;

namespace Messenger.Tests;

/// <summary>A request and its answer as a page of docs/api writes them: two fenced blocks, one after the other.</summary>
public sealed partial record Example(string Request, string Answer)
{
    /// <summary>Stands for what varies: a value, the rest of an object, or a part of a text.</summary>
    const string Varies = "…";

    public int Status => int.Parse(Answer.Split(' ')[0]);

    public static IReadOnlyList<Example> In(string page) =>
        [.. Blocks().Matches(page).Select(match => match.Groups[1].Value).Chunk(2).Select(pair => new Example(pair[0], pair[1]))];

    /// <param name="values">What $NAMES stand for.</param>
    public HttpRequestMessage Ask(Uri home, IReadOnlyDictionary<string, string> values)
    {
        var (head, body) = Parts(Names().Replace(Request, name => values[name.Groups[1].Value]));
        var first = head[0].Split(' ');
        var request = new HttpRequestMessage(new HttpMethod(first[0]), new Uri(home, first[1]));
        foreach (var header in head[1..].Select(line => line.Split(": ", 2)))
        {
            if (!request.Headers.TryAddWithoutValidation(header[0], header[1]))
            {
                request.Content = new StringContent(body, null, header[1]);
            }
        }

        return request;
    }

    /// <summary>Where an answer is not what is written.</summary>
    public IEnumerable<string> Faults(Answer answer)
    {
        var body = Rest().Replace(Parts(Answer).Body, "\"…\": \"…\"");
        return (answer.Status == Status ? [] : new[] { $"{answer.Status}, not {Status}: {answer.Text}" })
            .Concat(Faults(JsonDocument.Parse(Bare().Replace(body, "\"…\"")).RootElement, answer.Json, ""));
    }

    static IEnumerable<string> Faults(JsonElement written, JsonElement json, string at) => (written.ValueKind, json.ValueKind) switch
    {
        (JsonValueKind.String, _) when written.GetString() == Varies => [],
        (JsonValueKind.Object, JsonValueKind.Object) => OfObject(written, json, at),
        (JsonValueKind.Array, JsonValueKind.Array) when written.GetArrayLength() == json.GetArrayLength() =>
            written.EnumerateArray().Zip(json.EnumerateArray()).SelectMany((pair, i) => Faults(pair.First, pair.Second, $"{at}[{i}]")),
        (JsonValueKind.String, JsonValueKind.String) when Fits(written.GetString()!, json.GetString()!) => [],
        _ when JsonElement.DeepEquals(written, json) => [],
        _ => [$"{at} is {json}, not {written}"],
    };

    static IEnumerable<string> OfObject(JsonElement written, JsonElement json, string at)
    {
        var fields = written.EnumerateObject().Where(field => field.Name != Varies).ToList();
        var more = written.TryGetProperty(Varies, out _) ? [] : json.EnumerateObject().Select(field => field.Name).Except(fields.Select(field => field.Name));
        return more.Select(name => $"{at}.{name} is not written").Concat(fields.SelectMany(field =>
            json.TryGetProperty(field.Name, out var value) ? Faults(field.Value, value, $"{at}.{field.Name}") : [$"{at}.{field.Name} is missing"]));
    }

    static bool Fits(string written, string text) => Regex.IsMatch(text, $"^{Regex.Escape(written).Replace(Varies, ".*")}$", RegexOptions.Singleline);

    static (string[] Head, string Body) Parts(string block)
    {
        var parts = block.Trim().Split("\n\n", 2);
        return (parts[0].Split('\n'), parts.Length > 1 ? parts[1] : "");
    }

    [GeneratedRegex("```http\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"\$([A-Z]+)")]
    private static partial Regex Names();

    // The rest of an object, and a value of any kind.
    [GeneratedRegex(@"(?<=[,{]\s*)…(?=\s*\})")]
    private static partial Regex Rest();

    [GeneratedRegex("(?<=[:[,] *)…(?= *[],}\n])")]
    private static partial Regex Bare();
}
