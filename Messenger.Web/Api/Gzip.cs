namespace Messenger.Web;

static class Gzip
{
    /// <summary>Whether who asks takes gzip (RFC 9110, 12.5.3).</summary>
    public static bool TakesGzip(this HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(one => one.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && one.Quality is not 0);
}
