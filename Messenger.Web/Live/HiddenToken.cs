using Microsoft.AspNetCore.Http.Features;

namespace Messenger.Web;

/// <summary>
/// Moves the token of /ws/{token} to where other tokens are, before anybody looks at the address: not even the first line that is
/// logged of a request may show it.
/// </summary>
sealed class HiddenToken(IServiceProvider services) : IHttpContextFactory
{
    const string Path = "/ws", Start = "/ws/";

    readonly DefaultHttpContextFactory factory = new(services);

    public HttpContext Create(IFeatureCollection features)
    {
        var request = features.GetRequiredFeature<IHttpRequestFeature>();
        if (request.Path.StartsWith(Start, StringComparison.OrdinalIgnoreCase))
        {
            request.Headers.Authorization = $"{Bearer.Name} {request.Path[Start.Length..]}";
            (request.Path, request.RawTarget) = (Path, Path);
        }

        return factory.Create(features);
    }

    public void Dispose(HttpContext http) => factory.Dispose(http);
}
