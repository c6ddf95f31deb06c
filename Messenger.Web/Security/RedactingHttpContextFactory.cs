using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Messenger.Web;

/// <summary>
/// Takes what proves something out of addresses, before anybody looks at them: not even the first line that is logged of a request may
/// show it. The token of /ws/{token} goes to where other tokens are, that of /join/{token} into the query; one in a query is still found there
/// (<see cref="HttpRequest.Query"/>).
/// </summary>
sealed class RedactingHttpContextFactory(IServiceProvider services) : IHttpContextFactory
{
    const string Path = "/ws", Start = "/ws/", Join = "/join", JoinStart = "/join/";

    readonly DefaultHttpContextFactory factory = new(services);

    public HttpContext Create(IFeatureCollection features)
    {
        var request = features.GetRequiredFeature<IHttpRequestFeature>();
        if (request.Path.StartsWith(Start, StringComparison.OrdinalIgnoreCase))
        {
            request.Headers.Authorization = $"{BearerHandler.Name} {request.Path[Start.Length..]}";
            (request.Path, request.RawTarget) = (Path, Path);
        }

        if (request.Path.StartsWith(JoinStart, StringComparison.OrdinalIgnoreCase))
        {
            // Whatever else is asked: of two tokens the address has the right one.
            (request.QueryString, request.Path) = (QueryString.Create("token", request.Path[JoinStart.Length..]).Value!, Join);
        }

        if (HasSecret(request.QueryString))
        {
            HideQuery(request, features);
        }

        return factory.Create(features);
    }

    public void Dispose(HttpContext http) => factory.Dispose(http);

    static bool HasSecret(string query)
    {
        foreach (var pair in new QueryStringEnumerable(query))
        {
            if (IsSecret(pair.DecodeName().Span))
            {
                return true;
            }
        }

        return false;
    }

    static void HideQuery(IHttpRequestFeature request, IFeatureCollection features)
    {
        var all = QueryHelpers.ParseQuery(request.QueryString);
        features.Set<IQueryFeature>(new QueryFeature(new QueryCollection(all)));
        request.QueryString = QueryString.Create(all.Where(pair => !IsSecret(pair.Key))).Value ?? "";
        request.RawTarget = request.Path + request.QueryString;
    }

    static bool IsSecret(ReadOnlySpan<char> name) =>
        name.Equals("token", StringComparison.OrdinalIgnoreCase) || name.Equals("refresh_token", StringComparison.OrdinalIgnoreCase);
}
