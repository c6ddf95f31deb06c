using System.Text.Json;

namespace Messenger.Tests;

/// <summary>Whether JSON is of the shape that a schema describes (the part of JSON Schema 2020-12 that OpenAPI documents use).</summary>
static class Shape
{
    public static IEnumerable<string> Faults(Manual manual, JsonElement schema, JsonElement json, string at)
    {
        schema = manual.Resolved(schema);
        return Kinds(schema, json, at).Concat(Choices(manual, schema, json, at)).Concat(json.ValueKind switch
        {
            JsonValueKind.Object => OfObject(manual, schema, json, at),
            JsonValueKind.Array when schema.TryGetProperty("items", out var items) =>
                json.EnumerateArray().SelectMany((item, i) => Faults(manual, items, item, $"{at}[{i}]")),
            JsonValueKind.String => OfString(schema, json.GetString()!, at),
            JsonValueKind.Number => OfNumber(schema, json, at),
            _ => [],
        });
    }

    public static IReadOnlyList<string> TypesOf(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? []
        : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString()!)]
        : [type.GetString()!];

    static IEnumerable<string> Kinds(JsonElement schema, JsonElement json, string at)
    {
        if (TypesOf(schema) is { Count: > 0 } types && !types.Any(type => IsA(type, json)))
        {
            yield return $"{at} is {json.ValueKind}, not {string.Join(" or ", types)}";
        }

        if (schema.TryGetProperty("enum", out var known) && !known.EnumerateArray().Any(one => JsonElement.DeepEquals(one, json)))
        {
            yield return $"{at} is none of {known}";
        }
    }

    static bool IsA(string type, JsonElement json) => type switch
    {
        "integer" => json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out _),
        "boolean" => json.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => json.ValueKind.ToString().Equals(type, StringComparison.OrdinalIgnoreCase),
    };

    static IEnumerable<string> Choices(Manual manual, JsonElement schema, JsonElement json, string at)
    {
        foreach (var word in new[] { "oneOf", "anyOf" })
        {
            if (!schema.TryGetProperty(word, out var choices))
            {
                continue;
            }

            var fitting = choices.EnumerateArray().Count(choice => !Faults(manual, choice, json, at).Any());
            if (fitting == 0 || fitting > 1 && word == "oneOf")
            {
                yield return $"{at} fits {fitting} of {word}";
            }
        }
    }

    // What is not described does not belong into an answer, though a schema alone would let it pass.
    static IEnumerable<string> OfObject(Manual manual, JsonElement schema, JsonElement json, string at)
    {
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!) : [];
        var missing = required.Where(name => !json.TryGetProperty(name, out _)).Select(name => $"{at}.{name} is missing");
        return missing.Concat(json.EnumerateObject().SelectMany(field =>
            schema.TryGetProperty("properties", out var known) && known.TryGetProperty(field.Name, out var described)
                || schema.TryGetProperty("additionalProperties", out described)
                ? Faults(manual, described, field.Value, $"{at}.{field.Name}")
                : schema.TryGetProperty("properties", out _) ? [$"{at}.{field.Name} is not described"] : []));
    }

    static IEnumerable<string> OfString(JsonElement schema, string text, string at)
    {
        var isRight = (schema.TryGetProperty("format", out var format) ? format.GetString() : null) switch
        {
            "date-time" => text.EndsWith('Z') && DateTimeOffset.TryParse(text, out _),
            "uuid" => Guid.TryParseExact(text, "D", out _),
            _ => true,
        };
        return isRight ? [] : [$"{at} is no {format}: {text}"];
    }

    static IEnumerable<string> OfNumber(JsonElement schema, JsonElement json, string at) =>
        schema.TryGetProperty("minimum", out var least) && json.GetDouble() < least.GetDouble()
        || schema.TryGetProperty("maximum", out var most) && json.GetDouble() > most.GetDouble()
            ? [$"{at} is out of bounds"]
            : [];
}
