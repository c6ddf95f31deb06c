using System.Security.Cryptography;
using System.Text.Json;

namespace Messenger.Web;

/// <summary>A GET carries an ETag of what it answers, and answers 304 to whoever has that already (RFC 9110, 8.8.3 and 13.1.2).</summary>
static class Validator
{
    public static async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        var http = context.HttpContext;
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) || answer is null or IResult)
        {
            return answer;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(answer, Wire.Json.GetTypeInfo(answer.GetType()));
        return IsKnown(http, TagOf(json)) ? Results.Empty : TypedResults.Bytes(json, "application/json");
    }

    // Weak, because it may be compressed on its way.
    public static string TagOf(byte[] answer) => $"W/\"{Convert.ToHexStringLower(SHA256.HashData(answer).AsSpan(0, 12))}\"";

    /// <summary>Says what the answer is, and that it is 304 when the caller knows it.</summary>
    public static bool IsKnown(HttpContext http, string tag)
    {
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "private, no-cache";
        var isKnown = http.Request.Headers.IfNoneMatch.ToString().Contains(tag);
        http.Response.StatusCode = isKnown ? StatusCodes.Status304NotModified : StatusCodes.Status200OK;
        return isKnown;
    }
}
