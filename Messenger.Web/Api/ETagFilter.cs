using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace Messenger.Web;

/// <summary>The filter that gives each GET an ETag of what it answers, and 304 to whoever has that already (RFC 9110, 8.8.3 and 13.1.2).</summary>
static class ETagFilter
{
    public static async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (answer, http) = (await next(context), context.HttpContext);
        var value = answer is IValueHttpResult result ? result.Value : answer;
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) || value is null or IResult)
        {
            return answer;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(value, ApiJson.Answers.GetTypeInfo(value.GetType()));
        // Weak, because it may be compressed on its way.
        var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 12))}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "private, no-cache";
        return IsKnown(http.Request, tag) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Bytes(json, "application/json");
    }

    // Weakly compared, as the same section says: a proxy may have dropped the W/.
    static bool IsKnown(HttpRequest request, string tag) => request.Headers.IfNoneMatch.Count > 0 && request.GetTypedHeaders().IfNoneMatch
        .Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(EntityTagHeaderValue.Parse(tag), useStrongComparison: false));
}
