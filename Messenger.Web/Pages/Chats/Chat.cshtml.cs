using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>
/// The page of a chat: its newest messages or a stretch of older ones, and the
/// form to write in. A message's way begins in OnPostAsync.
/// </summary>
[AcceptsUpload(UploadKind.Message), KeepsText, RateLimit(Limit.Send)]
public sealed class ChatModel(
    Chats chats, History history, Messages messages, Domain.Calls calls, Uploads uploads, Audience audience, IPresence presence) : AppPage
{
    [BindProperty(SupportsGet = true)]
    public int ChatId { get; set; }

    [FromQuery]
    public int? Before { get; set; }

    [FromQuery]
    public int? After { get; set; }

    [FromQuery]
    public int? Around { get; set; }

    /// <summary>Leads to the first message of it, as days begin where the reader is.</summary>
    [FromQuery]
    public DateOnly? Day { get; set; }

    /// <summary>The id of the message that is being answered.</summary>
    [FromQuery(Name = "reply")]
    public int? Reply { get; set; }

    /// <summary>The place of the pinned message that was gone to: above the thread stands the one before it.</summary>
    [FromQuery(Name = "pinned")]
    public int? AfterPinned { get; set; }

    /// <summary>Chosen here so that a double click without JavaScript posts once.</summary>
    public string ClientId { get; private set; } = Guid.NewGuid().ToString();

    public string? Text { get; private set; }

    public ChatView Chat { get; private set; } = null!;

    public MessageWindow Window { get; private set; } = null!;

    /// <summary>The chat's numbers: everything up to its revision is on the page.</summary>
    public ChatState State { get; private set; } = null!;

    /// <summary>The one that rings or goes on here.</summary>
    public CallView? Call { get; private set; }

    public PinnedMessages? Pinned { get; private set; }

    public MessageView? Answered { get; private set; }

    public int Online { get; private set; }

    public Presence Theirs => presence.Seen(Me, Chat.Other?.Id ?? 0);

    public async Task<IActionResult> OnGetAsync() =>
        Day is { } day && await history.FindSinceAsync(Me.Id, ChatId, ReaderTimeZone.Of(HttpContext).StartOf(day)) is var (id, sequence)
        ? Redirect($"/chats/{ChatId}?around={sequence}#message-{id}")
        : Request.IsHtmx() ? Partial(Reply is null ? "_MessageWindow" : "_Answered", this) : Page();

    public async Task<IActionResult> OnPostAsync(
        string? text, [FromForm(Name = "client_id")] string? clientId, [FromForm(Name = "reply_to")] int? replyTo, [FromForm(Name = "draft_id")] Guid? draftId,
        List<IFormFile> files, IFormFile? voice)
    {
        // As it stands in a field, and not as a form sends it: the script compares.
        (Text, ClientId, Reply) = (text?.ReplaceLineEndings("\n"), clientId ?? ClientId, replyTo);
        var id = ClientIds.Read(clientId);
        var attached = voice is null ? await uploads.SaveAsync(Me.Id, ChatId, files)
            : await uploads.SaveAsync(Me.Id, ChatId, [.. files, voice], VoiceFields.Read(Request.Form));
        var message = await messages.PostAsync(Me.Id, ChatId, text, id, replyTo, attached, draftId: draftId);
        // Without it an answer is not ours, and nothing is taken for sent: whoever stands between may answer 200 to anything.
        Response.Headers["Messenger-Sent"] = $"{message.Sequence}";
        return Request.IsHtmx() ? Partial("/Pages/Fragments/_MessagePosted.cshtml", message) : Redirect($"/chats/{ChatId}");
    }

    protected override async Task LoadAsync()
    {
        var opened = await history.OpenAsync(Me.Id, ChatId, Before, After, Around);
        State = opened.State;
        Chat = await chats.OpenAsync(Me.Id, ChatId);
        Call = State.HasCall ? await calls.FindLiveAsync(Me.Id, ChatId) : null;
        Pinned = State.Pinned > 0 ? await history.LastPinnedAsync(Me.Id, ChatId, AfterPinned, State) : null;
        // What was begun is drawn into the field, with what it answers.
        var draft = HttpMethods.IsPost(Request.Method) ? null : Chat.Draft;
        Text ??= draft?.Text;
        Answered = (Reply ?? draft?.ReplyTo) is { } id ? await history.FindAsync(Me.Id, ChatId, id) : null;
        Online = Chat.IsGroup ? presence.Connected(await audience.GetAsync(new Delivery.Members(ChatId, State.MembershipVersion))).Count(Me.MaySee) : 0;
        Window = MessageWindow.Of(ChatId, opened, ReaderTimeZone.Of(HttpContext)) with
        {
            FirstUnread = opened.FirstUnread ?? 0,
            Unread = State.Unread,
        };
    }
}
