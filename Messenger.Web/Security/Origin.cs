namespace Messenger.Web;

/// <summary>From which site's page a request comes; programs are on none. Browsers open sockets to anywhere (RFC 6455, 10.2).</summary>
static class Origin
{
    public static bool IsNoneOrOurs(HttpRequest request, IReadOnlyList<string>? others = null)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || Is(origin, $"{request.Scheme}://{request.Host}") || others?.Any(other => Is(origin, other)) is true;
    }

    static bool Is(string origin, string other) => string.Equals(origin, other, StringComparison.OrdinalIgnoreCase);
}
