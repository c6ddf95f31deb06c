namespace Messenger.Web;

/// <summary>
/// The site from whose page a request comes; programs are on none. Browsers open sockets to anywhere (RFC 6455, 10.2).
/// </summary>
static class Origin
{
    /// <summary>As a browser names the site of an address (RFC 6454, 6.2).</summary>
    public static string Of(Uri address) =>
        $"{address.Scheme}://{(address.HostNameType is UriHostNameType.Dns ? address.IdnHost : address.Host)}{(address.IsDefaultPort ? "" : $":{address.Port}")}";

    /// <summary>Ours is the address that was asked for, and the one that people type, whatever a proxy between made of it.</summary>
    public static bool IsNoneOrOurs(HttpRequest request, Uri? publicUrl, IReadOnlyList<string>? others = null)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || Is(origin, $"{request.Scheme}://{request.Host}") || publicUrl is not null && Is(origin, Of(publicUrl))
            || others is not null && IsOf(request, others);
    }

    /// <summary>Whether it is a page of one of these sites.</summary>
    public static bool IsOf(HttpRequest request, IReadOnlyList<string> others) => others.Any(other => Is(request.Headers.Origin.ToString(), other));

    static bool Is(string origin, string other) => string.Equals(origin, other, StringComparison.OrdinalIgnoreCase);
}
