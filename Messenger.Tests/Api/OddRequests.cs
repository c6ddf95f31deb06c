using System.Text;
using System.Text.Json;

namespace Messenger.Tests;

/// <summary>Requests made from the description by chance, with something wrong in most of them.</summary>
sealed class OddRequests(Manual manual, Uri home, IReadOnlyList<string> tokens, Random chance)
{
    // A log-in costs a hash, and its tries are counted elsewhere; a log-out would end what is tried here.
    static readonly Dictionary<string, int> rare = new() { ["auth_log_in"] = 1, ["auth_register"] = 1, ["auth_log_out"] = 5 };

    static readonly string[] methods = ["HEAD", "OPTIONS", "TRACE", "PUT", "PATCH", "DELETE", "POST", "GET", "BREW"];

    static readonly string[] ids =
    [
        "0", "-1", "+1", "01", "1.0", "1e3", "2147483647", "2147483648", "99999999999999999999", "x", "%20", "%2e%2e", "%2F", "%5C", "%252F", "%ED%A0%80", "%F0%9F%91%8D", "%D9%A3",
        "%FF", "null", "me", "1;2", "1%001", "{id}", "*", new string('9', 1000), "00000000-0000-0000-0000-000000000000",
    ];

    static readonly string[] emoji = ["%F0%9F%91%8D", "%E2%9D%A4%EF%B8%8F", "%F0%9F%91%A9%E2%80%8D%F0%9F%91%A9%E2%80%8D%F0%9F%91%A7", "x", "%20"];

    static readonly string[] media =
    [
        "text/plain", "text/plain; charset=utf-16", "text/plain; charset=nonsense", "application/json; charset=utf-16", "application/vnd.api+json", "application/xml", "text/html", "*/*",
        "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=x", "multipart/form-data; boundary=", "application/octet-stream", "nonsense", "",
    ];

    readonly OddValues values = new(manual, chance);
    readonly IReadOnlyList<Operation> operations = [.. manual.Operations.SelectMany(operation => Enumerable.Repeat(operation, rare.GetValueOrDefault(operation.Name, 25)))];

    public HttpRequestMessage Next()
    {
        var operation = operations[chance.Next(operations.Count)];
        var path = string.Join('/', operation.Path.Split('/').Select(part => part.StartsWith('{') ? Id(part) : part)) + (chance.Next(10) == 0 ? "/" : "");
        // Or the client would tidy the address up.
        var address = new Uri($"{home.GetLeftPart(UriPartial.Authority)}{path}{Query(operation)}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(new HttpMethod(chance.Next(25) == 0 ? methods[chance.Next(methods.Length)] : operation.Method), address);
        request.Content = operation.Body is { } schema && chance.Next(25) > 0 ? Content(schema) : null;
        Introduce(request, operation);
        return request;
    }

    string Id(string part) => part == "{emoji}" ? emoji[chance.Next(emoji.Length)] : chance.Next(4) == 0 ? ids[chance.Next(ids.Length)] : $"{1 + chance.Next(chance.Next(3) == 0 ? 30 : 3)}";

    string Query(Operation operation)
    {
        var parameters = operation.Parameters.Where(parameter => parameter.GetProperty("in").GetString() == "query" && chance.Next(3) > 0)
            .Select(parameter => parameter.GetProperty("name").GetString()!).ToList();
        parameters.AddRange(parameters.Where(_ => chance.Next(20) == 0).ToList());
        return parameters.Count == 0 ? "" : "?" + string.Join('&', parameters.Select(name => $"{name}={Value()}"));
    }

    string Value() => chance.Next(2) == 0 ? $"{chance.Next(120)}" : chance.Next(2) == 0 ? ids[chance.Next(ids.Length)] : Uri.EscapeDataString(values.Text());

    ByteArrayContent Content(JsonElement schema)
    {
        var text = chance.Next(20) == 0 ? "" : values.Of(schema);
        var bytes = Encoding.UTF8.GetBytes(chance.Next(20) == 0 && text.Length > 1 ? text[..chance.Next(1, text.Length)] : text);
        if (bytes.Length > 0 && chance.Next(25) == 0)
        {
            bytes[chance.Next(bytes.Length)] = (byte)chance.Next(256);
        }

        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", chance.Next(8) == 0 ? media[chance.Next(media.Length)] : "application/json");
        return content;
    }

    void Introduce(HttpRequestMessage request, Operation operation)
    {
        var token = operation.Name == "auth_log_out" || chance.Next(12) == 0 ? values.Text() : tokens[chance.Next(tokens.Count)];
        Add("Authorization", $"Bearer {token}", 20);
        Add("Accept-Language", chance.Next(2) == 0 ? "ru" : "x;q=2,,*;q=nonsense, ru-RU", 2);
        Add("Idempotency-Key", chance.Next(2) == 0 ? $"{Guid.NewGuid()}" : values.Text(), 2);
        Add("If-None-Match", chance.Next(2) == 0 ? "*" : values.Text(), 2);
        request.Headers.TransferEncodingChunked = request.Content is not null && chance.Next(10) == 0;

        void Add(string name, string value, int often)
        {
            if (chance.Next(21) < often && Ascii.IsValid(value) && !value.Any(char.IsControl))
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }
}
