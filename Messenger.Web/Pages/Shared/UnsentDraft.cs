using Messenger.Domain;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Messenger.Web;

/// <summary>Marks a page whose form sends a text: one that could not be sent is kept, and can be sent there once more.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KeepsTextAttribute : Attribute;

/// <summary>
/// What somebody had typed when a post could not be done: the session had ended, the database was away, too many at once.
/// The answer carries it along in a form, so that nothing typed is ever lost. That form leads to where the text was going and nowhere
/// else: its address is the route of the post, and through the log-in page it goes in a seal that only we can make.
/// </summary>
/// <param name="Action">Null where no text belongs: then it is only shown.</param>
public sealed record UnsentDraft(string? Action, string Text, string? ClientId, string? ReplyTo)
{
    const string SealedAction = "draft_to";

    /// <summary>From the form of this request, or from one that carried it here before; null when nothing was typed.</summary>
    public static async Task<UnsentDraft?> OfAsync(HttpRequest request) =>
        !IsOfAnotherSite(request) && await ReadAsync(request) is { } form && form["text"].ToString() is { Length: > 0 } text
            ? new UnsentDraft(RouteOf(request.HttpContext) ?? Unsealed(request.HttpContext, form[SealedAction]), text, form["client_id"], form["reply_to"])
            : null;

    /// <summary>The action as a hidden field of the log-in form.</summary>
    public (string Name, string Value) Seal(HttpContext http) => (SealedAction, Protector(http).Protect(Action!));

    static async Task<IFormCollection?> ReadAsync(HttpRequest request)
    {
        try
        {
            return request.HasFormContentType && IsWorthReading(request) ? await request.ReadFormAsync() : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidDataException)
        {
            // Too large, cut off or no form at all: that is what the error page is about.
            return null;
        }
    }

    // What was refused before it was read, for being too large or a stranger's, is not read for this; what only came too soon is.
    static bool IsWorthReading(HttpRequest request) => request.ContentLength <= RequestBodyLimits.Limit
        || request.HttpContext.Failure() is Refused { Reason: Reason.TooMany } || request.HttpContext.Features.Get<IFormFeature>()?.Form is not null;

    // Browsers say so (Fetch Metadata, 2.3); what is written elsewhere is not what somebody typed here.
    static bool IsOfAnotherSite(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";

    /// <summary>The path that was posted to, if a text belongs there; never its query.</summary>
    static string? RouteOf(HttpContext http)
    {
        var (endpoint, path) = http.Features.Get<IStatusCodeReExecuteFeature>() is { } status ? (status.Endpoint, $"{status.OriginalPathBase}{status.OriginalPath}")
            : http.Features.Get<IExceptionHandlerPathFeature>() is { } failed ? (failed.Endpoint, $"{http.Request.PathBase}{failed.Path}")
            : (http.GetEndpoint(), $"{http.Request.PathBase}{http.Request.Path}");
        return endpoint?.Metadata.GetMetadata<KeepsTextAttribute>() is null ? null : path;
    }

    static string? Unsealed(HttpContext http, string? seal)
    {
        try
        {
            return string.IsNullOrEmpty(seal) ? null : Protector(http).Unprotect(seal);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            // Not ours.
            return null;
        }
    }

    static IDataProtector Protector(HttpContext http) => http.RequestServices.GetDataProtector(nameof(UnsentDraft));
}

/// <summary>An unsent text in a form that sends it, with the token that will be valid for it.</summary>
public sealed record DraftForm(UnsentDraft Draft, string? Token, string Icon, string Button);
