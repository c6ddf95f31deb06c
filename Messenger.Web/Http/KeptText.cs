namespace Messenger.Web;

/// <summary>
/// What somebody had typed when a post could not be done: the session had ended, the database was away, too many at once.
/// The answer carries it along in a form, so that nothing typed is ever lost.
/// </summary>
public sealed record KeptText(string Action, string Text, string? ClientId, string? ReplyTo)
{
    /// <summary>From the form of this request, or from one that carried it here before; null when nothing was typed.</summary>
    public static async Task<KeptText?> OfAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
        {
            return null;
        }

        var form = await request.ReadFormAsync();
        var text = form["text"].ToString();
        var action = form.TryGetValue("kept_action", out var kept) ? kept.ToString() : $"{request.PathBase}{request.Path}{request.QueryString}";
        return text.Length == 0 || !IsLocal(action) ? null : new KeptText(action, text, form["client_id"], form["reply_to"]);
    }

    static bool IsLocal(string path) => path is ['/'] or ['/', not ('/' or '\\'), ..];
}
