using System.Text.Json;
using System.Text.RegularExpressions;

namespace Messenger.Tests;

/// <summary>What /openapi/v1.json says of the API is all of it, and whole.</summary>
public sealed partial class TheDescription(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Is_OpenAPI_3_1() => Assert.StartsWith("3.1.", (await ManualAsync()).Document.GetProperty("openapi").GetString());

    [Fact]
    public async Task Names_every_endpoint() => Assert.Equal(
        (await Endpoint.FoundAsync(server)).Where(name => name.Contains(" /api/")).Select(name => Constraint().Replace(name, "}")).Order(StringComparer.Ordinal),
        (await ManualAsync()).Operations.Select(operation => $"{operation.Method} {operation.Path}").Order(StringComparer.Ordinal));

    [Fact]
    public async Task Calls_each_by_a_name_of_its_own()
    {
        var operations = (await ManualAsync()).Operations;

        Assert.All(operations, operation => Assert.Matches("^[a-z_]+$", operation.Name));
        Assert.Equal(operations.Count, operations.Select(operation => operation.Name).Distinct().Count());
    }

    [Fact]
    public async Task Has_a_short_title_of_each_and_then_says_what_it_does()
    {
        var operations = (await ManualAsync()).Operations;

        Assert.All(operations, operation => Assert.Matches(@"^\p{Lu}[^\s.]*( [^\s.]+){0,4}$", Said(operation, "summary")));
        Assert.Equal(operations.Count, operations.Select(operation => Said(operation, "summary")).Distinct().Count());
        Assert.All(operations, operation => Assert.Matches(@"^\p{Lu}.*\.$", Said(operation, "description")));
    }

    [Fact]
    public async Task Describes_every_parameter_of_an_address() => Assert.All((await ManualAsync()).Operations, operation => Assert.Equal(
        Regex.Matches(operation.Path, @"\{(\w+)\}").Select(match => match.Groups[1].Value),
        operation.Parameters.Where(parameter => parameter.GetProperty("in").GetString() == "path").Select(parameter => parameter.GetProperty("name").GetString())));

    [Fact]
    public async Task Points_only_to_what_is_there()
    {
        var manual = await ManualAsync();

        Assert.All(Refs().Matches(manual.Document.GetRawText()), match => manual.Resolved(JsonDocument.Parse($"{{{match.Value}}}").RootElement));
    }

    [Fact]
    public async Task Has_an_example_of_every_body_that_fits()
    {
        var manual = await ManualAsync();
        var bodies = manual.Operations.Select(operation => operation.Body).OfType<JsonElement>().Select(manual.Resolved);

        Assert.All(bodies, body => Assert.True(body.TryGetProperty("examples", out _), $"{body}"));
        Assert.Empty(
            from schema in manual.Document.GetProperty("components").GetProperty("schemas").EnumerateObject()
            where schema.Value.TryGetProperty("examples", out _)
            from example in schema.Value.GetProperty("examples").EnumerateArray()
            from fault in Shape.Faults(manual, schema.Value, example, schema.Name)
            select fault);
    }

    [Theory]
    [InlineData("RegisterRequest", "username", 2, 32)]
    [InlineData("RegisterRequest", "password", 8, 256)]
    [InlineData("RegisterRequest", "full_name", null, 80)]
    [InlineData("ChatRequest", "name", null, 80)]
    [InlineData("MessageRequest", "content", null, 8000)]
    [InlineData("EditRequest", "content", null, 8000)]
    public async Task Says_how_long_a_text_may_be(string body, string field, int? least, int? most)
    {
        var described = (await ManualAsync()).Document.GetProperty("components").GetProperty("schemas").GetProperty(body).GetProperty("properties").GetProperty(field);

        Assert.Equal((least, most), (Number("minLength"), Number("maxLength")));
        int? Number(string name) => described.TryGetProperty(name, out var number) ? number.GetInt32() : null;
    }

    [Fact]
    public async Task Can_be_read_by_people()
    {
        using var reader = server.OpenBrowser();

        var page = await reader.OpenAsync("/docs");

        Assert.Contains("/openapi/v1.json", page.Html);
        Assert.Equal(System.Net.HttpStatusCode.OK, page.Status);
    }

    // In one line: where the comment breaks does not matter.
    static string Said(Operation operation, string what) =>
        operation.Details.TryGetProperty(what, out var said) ? said.GetString()!.ReplaceLineEndings(" ") : $"nothing of {operation.Path}";

    Task<Manual> ManualAsync() => Manual.OfAsync(server.Home);

    [GeneratedRegex(@":\w+\}")]
    private static partial Regex Constraint();

    [GeneratedRegex(@"""\$ref"":\s*""[^""]+""")]
    private static partial Regex Refs();
}
