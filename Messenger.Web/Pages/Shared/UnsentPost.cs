using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Messenger.Web;

/// <summary>A post that could not be done, as far as the answer may give back what was typed.</summary>
static class UnsentPost
{
    /// <summary>Null when it is another site's, or nothing that can be read.</summary>
    public static async Task<IFormCollection?> ReadAsync(HttpRequest request)
    {
        try
        {
            return !IsOfAnotherSite(request) && request.HasFormContentType && IsWorthReading(request) ? await request.ReadFormAsync() : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidDataException)
        {
            // Too large, cut off or no form at all: that is what the error page is about.
            return null;
        }
    }

    /// <summary>The path that was posted to, if its page is marked so, and the mark; never its query.</summary>
    public static (string Path, TMark Mark)? FindMarked<TMark>(HttpContext http)
        where TMark : Attribute
    {
        var (endpoint, path) = http.Features.Get<IStatusCodeReExecuteFeature>() is { } status ? (status.Endpoint, $"{status.OriginalPathBase}{status.OriginalPath}")
            : http.Features.Get<IExceptionHandlerPathFeature>() is { } failed ? (failed.Endpoint, $"{http.Request.PathBase}{failed.Path}")
            : (http.GetEndpoint(), $"{http.Request.PathBase}{http.Request.Path}");
        return endpoint?.Metadata.GetMetadata<TMark>() is { } mark ? (path, mark) : null;
    }

    // What was refused before it was read, for being too large or a stranger's, is not read for this; what only came too soon is.
    static bool IsWorthReading(HttpRequest request) => request.ContentLength <= RequestBodyLimits.Limit
        || request.HttpContext.Failure() is Refused { Reason: Reason.TooMany } || request.HttpContext.Features.Get<IFormFeature>()?.Form is not null;

    // Browsers say so (Fetch Metadata, 2.3); what is written elsewhere is not what somebody typed here.
    static bool IsOfAnotherSite(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
}
