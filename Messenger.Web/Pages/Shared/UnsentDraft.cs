using Messenger.Domain;
using Microsoft.AspNetCore.Http.Features;

namespace Messenger.Web;

/// <summary>
/// What somebody had typed when a post could not be done: the session had ended, the database was away, too many at once.
/// The answer carries it along in a form, so that nothing typed is ever lost.
/// </summary>
public sealed record UnsentDraft(string Action, string Text, string? ClientId, string? ReplyTo)
{
    /// <summary>From the form of this request, or from one that carried it here before; null when nothing was typed.</summary>
    public static async Task<UnsentDraft?> OfAsync(HttpRequest request)
    {
        if (await ReadAsync(request) is not { } form || form["text"].ToString() is not { Length: > 0 } text)
        {
            return null;
        }

        var action = form.TryGetValue("draft_action", out var carried) ? carried.ToString() : request.HttpContext.OriginalUrl();
        return IsLocal(action) ? new UnsentDraft(action, text, form["client_id"], form["reply_to"]) : null;
    }

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

    static bool IsLocal(string path) => path is ['/'] or ['/', not ('/' or '\\'), ..];
}

/// <summary>An unsent text in a form that sends it, with the token that will be valid for it.</summary>
public sealed record DraftForm(UnsentDraft Draft, string? Token, string Icon, string Button);
