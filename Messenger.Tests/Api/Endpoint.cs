using Microsoft.AspNetCore.Routing;

namespace Messenger.Tests;

/// <summary>One row of the table: a method and a route, an address there, what is sent, and the answer to each kind of caller.</summary>
public sealed record Endpoint(string Name, string Path, string Sends, IReadOnlyDictionary<string, string> Answers)
{
    /// <summary>Those of pages, and two who show a token of the member's that is no access token any more, or never was.</summary>
    public static readonly IReadOnlyList<string> Parts = [.. Company.Parts, "expired", "refresh"];

    public HttpMethod Method => new(Name.Split(' ')[0]);

    public static bool IsForPrograms(string route) => new[] { "api/", "openapi/", "docs/scalar" }.Any(route.TrimStart('/').StartsWith);

    public static IReadOnlyList<Endpoint> Read(string table) =>
        [.. table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Select(From)];

    /// <summary>The ones of the running server; HEAD is GET.</summary>
    public static Task<List<string>> FoundAsync(Server server) => server.DoAsync((EndpointDataSource all) => Task.FromResult((
        from endpoint in all.Endpoints.OfType<RouteEndpoint>()
        where IsForPrograms(endpoint.RoutePattern.RawText!)
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        where method != "HEAD"
        select $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}").Distinct().Order(StringComparer.Ordinal).ToList()));

    static Endpoint From(string[] columns)
    {
        var name = string.Join(' ', columns[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return new Endpoint(name, columns[1] == "" ? name[(name.IndexOf(' ') + 1)..] : columns[1], columns[2],
            Parts.Zip(columns[3].Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(pair => pair.First, pair => pair.Second));
    }
}
