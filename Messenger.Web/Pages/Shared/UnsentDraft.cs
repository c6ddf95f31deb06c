using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection;

namespace Messenger.Web;

/// <summary>Marks a page whose form sends a text: one that could not be sent is kept, and can be sent there once more.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KeepsTextAttribute : Attribute;

/// <summary>
/// The text that somebody had typed when a post could not be done: the session had ended, the database was away, too many at
/// once. The answer carries it along in a form, so that nothing typed is ever lost. That form leads to where the text was going
/// and nowhere else: its address is the route of the post, and through the log-in page it goes in a seal that only we can make.
/// </summary>
/// <param name="Action">Null where no text belongs: then it is only shown.</param>
/// <param name="DraftId">Of the one that the server keeps of it, which ends when it is sent.</param>
/// <param name="Version">Of that draft, where it was to be saved.</param>
public sealed partial record UnsentDraft(string? Action, string Text, string? ClientId, string? ReplyTo, string? DraftId, string? Version)
{
    const string SealedAction = "draft_to";

    /// <summary>It becomes a message; otherwise it was to be saved, as a draft or as the new text of one.</summary>
    public bool IsMessage => Action is not null && MessageAction().IsMatch(Action);

    /// <summary>From the form of this request, or from one that carried it here before; null when nothing was typed.</summary>
    public static async Task<UnsentDraft?> ReadAsync(HttpRequest request) =>
        await UnsentPost.ReadAsync(request) is { } form && form["text"].ToString() is { Length: > 0 } text
            ? new UnsentDraft(UnsentPost.FindMarked<KeepsTextAttribute>(request.HttpContext)?.Path ?? Unsealed(request.HttpContext, form[SealedAction]), text, form["client_id"], form["reply_to"], form["draft_id"], form["version"])
            : null;

    /// <summary>The action as a hidden field of the log-in form.</summary>
    public (string Name, string Value) Seal(HttpContext http) => (SealedAction, Protector(http).Protect(Action!));

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

    [GeneratedRegex("/(chats/[0-9]+|share)$")]
    private static partial Regex MessageAction();
}

/// <summary>An unsent text in a form that sends it, with the token that will be valid for it.</summary>
public sealed record DraftForm(UnsentDraft Draft, string? Token, string Icon, string Button);
