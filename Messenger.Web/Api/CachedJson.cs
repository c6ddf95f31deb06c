using System.IO.Compression;
using System.Text.Json;
using Messenger.Domain;
using Microsoft.Net.Http.Headers;

namespace Messenger.Web;

/// <summary>JSON made once for many, plain and compressed.</summary>
/// <param name="people">Whose presence it shows: that moves without a version.</param>
sealed class CachedJson(byte[] plain, CompressionLevel level, IReadOnlyList<(int Id, string Status)> people) : IResult
{
    readonly Lazy<byte[]> compressed = new(() => Compressed(plain, level));
    readonly string tag = ETagFilter.TagOf(plain);

    public int Length => plain.Length;

    public static CachedJson Of<T>(T value, IEnumerable<UserJson> people, CompressionLevel level) => new(
        JsonSerializer.SerializeToUtf8Bytes(value, ApiJson.Json), level, [.. people.Select(one => (one.Id, one.UserStatus)).Distinct()]);

    public bool IsAsShown(IPresence presence)
    {
        foreach (var (id, status) in people)
        {
            if (Contract.Presence(presence.Of(id)) != status)
            {
                return false;
            }
        }

        return true;
    }

    public Task ExecuteAsync(HttpContext http)
    {
        if (ETagFilter.IsKnown(http, tag))
        {
            return Task.CompletedTask;
        }

        var answer = http.Response;
        var isSmall = http.Request.TakesGzip();
        answer.ContentType = "application/json";
        answer.Headers.Vary = HeaderNames.AcceptEncoding;
        answer.Headers.ContentEncoding = isSmall ? "gzip" : default;
        var bytes = isSmall ? compressed.Value : plain;
        answer.ContentLength = bytes.Length;
        return answer.BodyWriter.WriteAsync(bytes).AsTask();
    }

    static byte[] Compressed(byte[] plain, CompressionLevel level)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, level))
        {
            gzip.Write(plain);
        }

        return bytes.ToArray();
    }
}
