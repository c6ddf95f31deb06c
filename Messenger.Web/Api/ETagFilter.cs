using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace Messenger.Web;

/// <summary>A GET carries an ETag of what it answers, and answers 304 to whoever has that already (RFC 9110, 8.8.3 and 13.1.2).</summary>
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

        var json = JsonSerializer.SerializeToUtf8Bytes(value, ApiJson.Json.GetTypeInfo(value.GetType()));
        return IsKnown(http, TagOf(json)) ? Results.Empty : TypedResults.Bytes(json, "application/json");
    }

    // Weak, because it may be compressed on its way.
    public static string TagOf(byte[] answer) => $"W/\"{Convert.ToHexStringLower(SHA256.HashData(answer).AsSpan(0, 12))}\"";

    /// <summary>Says what the answer is, and that it is 304 when the caller knows it.</summary>
    public static bool IsKnown(HttpContext http, string tag)
    {
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "private, no-cache";
        var isKnown = IsSaid(http.Request, tag);
        http.Response.StatusCode = isKnown ? StatusCodes.Status304NotModified : StatusCodes.Status200OK;
        return isKnown;
    }

    // Weakly compared, as the same section says: a proxy may have dropped the W/.
    static bool IsSaid(HttpRequest request, string tag) => request.GetTypedHeaders().IfNoneMatch
        .Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(EntityTagHeaderValue.Parse(tag), useStrongComparison: false));
}
