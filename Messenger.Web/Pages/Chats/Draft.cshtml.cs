using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>
/// The page of my draft in a chat, kept on the server, or of both where two devices have written one.
/// </summary>
[KeepsText, RateLimit(Limit.Draft)]
public sealed class DraftModel(Chats chats, Drafts drafts) : AppPage
{
    [BindProperty(SupportsGet = true)]
    public int ChatId { get; set; }

    public ChatView Chat { get; private set; } = null!;

    /// <summary>The one that was to be saved.</summary>
    public string? Text { get; private set; }

    public int? ReplyTo { get; private set; }

    public Guid? Id { get; private set; }

    public IActionResult OnGet() => Request.IsHtmx() ? Partial("_DraftOffer", (ChatId, Chat.Draft)) : Page();

    /// <param name="version">Of the draft that is replaced, as far as the sender knows; nothing replaces any.</param>
    public async Task<IActionResult> OnPostAsync(
        string? text, [FromForm(Name = "reply_to")] int? replyTo, [FromForm(Name = "draft_id")] Guid? id, [FromForm(Name = "version")] int? version)
    {
        (Text, ReplyTo, Id) = (text, replyTo, id);
        var draft = await drafts.SaveAsync(Me.Id, ChatId, text, replyTo, id, version);
        Response.Headers["Messenger-Draft"] = $"{draft.Version}";
        return Request.IsHtmx() ? new NoContentResult() : Redirect($"/chats/{ChatId}");
    }

    protected override async Task LoadAsync() => Chat = await chats.OpenAsync(Me.Id, ChatId);
}
