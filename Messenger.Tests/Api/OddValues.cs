using System.Text.Json;

namespace Messenger.Tests;

/// <summary>JSON by chance: mostly as a schema wants it, and now and then what nobody should send.</summary>
sealed class OddValues(Manual manual, Random chance)
{
    const int Deep = 2000;

    // As they are written in JSON, since some of them are no text that could be written otherwise.
    static readonly string[] odd =
    [
        "null", "true", "false", "0", "-1", "1.5", "1e400", "-0", "2147483648", "9223372036854775808", "[]", "{}", "[[]]", "[null]", "[1,\"x\"]", "{\"id\":1}",
        "\"\"", "\" \"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ufffe\"", "\"\\u202egnp\"", "\"\\u200b\"", "\"\\r\\n\\t\"",
        "\"' OR 1=1 --\"", "\"<script>alert(1)</script>\"", "\"%00\"", "\"../../etc/passwd\"", "\"👩‍👩‍👧‍👧\"", "\"ﷺ\"", "\"e\\u0301\"", "\"@\"", "\"5\"",
        "\"00000000-0000-0000-0000-000000000000\"", "\"2026-13-45T99:99:99Z\"", $"\"{new string('x', 9000)}\"", $"\"{string.Concat(Enumerable.Repeat("😀", 4000))}\"",
        $"[{string.Join(',', Enumerable.Range(1, 1100))}]", new string('[', Deep), new string('[', 50) + new string(']', 50), "{\"a\":" + new string('[', Deep) + new string(']', Deep) + "}",
        "NaN", "'x'", "\"unfinished", "{\"a\":1,}", "/* */ 1", "\\u0041",
    ];

    public string Of(JsonElement schema, int depth = 0)
    {
        schema = manual.Resolved(schema);
        return chance.Next(6) == 0 || depth > 5 ? odd[chance.Next(odd.Length)] : Shape.TypesOf(schema) is var types && types.Contains("object") ? Object(schema, depth)
            : types.Contains("array") ? $"[{string.Join(',', Enumerable.Range(0, chance.Next(4)).Select(_ => Of(schema.GetProperty("items"), depth + 1)))}]"
            : types.Contains("integer") ? $"{chance.Next(-1, 30)}"
            : types.Contains("boolean") ? chance.Next(2) == 0 ? "true" : "false"
            : schema.TryGetProperty("format", out var format) && format.GetString() == "uuid" ? $"\"{Guid.NewGuid()}\""
            : JsonSerializer.Serialize(Words());
    }

    /// <summary>The same without JSON around it: for addresses and headers.</summary>
    public string Text()
    {
        var json = odd[chance.Next(odd.Length)];
        return json.Length > 500 ? json[..500] : json.Trim('"');
    }

    string Object(JsonElement schema, int depth)
    {
        List<string> fields = [];
        foreach (var field in schema.GetProperty("properties").EnumerateObject().Where(_ => chance.Next(8) > 0))
        {
            fields.Add($"\"{field.Name}\":{Of(field.Value, depth + 1)}");
        }

        if (chance.Next(8) == 0)
        {
            fields.Insert(chance.Next(fields.Count + 1), $"{(chance.Next(2) == 0 ? "\"unknown\"" : "\"\\ud800\"")}:{odd[chance.Next(odd.Length)]}");
        }

        if (fields.Count > 0 && chance.Next(20) == 0)
        {
            fields.Add(fields[chance.Next(fields.Count)]);
        }

        return $"{{{string.Join(',', fields)}}}";
    }

    string Words() => string.Join(' ', Enumerable.Range(0, 1 + chance.Next(5)).Select(_ => "word" + chance.Next(1000)));
}
