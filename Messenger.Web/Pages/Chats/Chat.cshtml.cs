using Htmx;
using Messenger.Domain;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>A chat: its newest messages or a stretch of older ones, and the form to write in. A message's way begins in OnPostAsync.</summary>
[AcceptsUpload(UploadKind.Message), RateLimit(Limit.Send)]
public sealed class ChatModel(
    Chats chats, History history, ReadReceipts readReceipts, Messages messages, Uploads uploads, ShownPresence presence) : AppPage
{
    // Up to here the newest page shows the first unread message too, with something before it.
    const int UnreadOnNewest = 40;

    [BindProperty(SupportsGet = true)]
    public int ChatId { get; set; }

    [FromQuery]
    public int? Before { get; set; }

    [FromQuery]
    public int? After { get; set; }

    [FromQuery]
    public int? Around { get; set; }

    /// <summary>The id of the message that is being answered.</summary>
    [FromQuery(Name = "reply")]
    public int? Reply { get; set; }

    /// <summary>Chosen here so that a double click without JavaScript posts once.</summary>
    public string ClientId { get; private set; } = Guid.NewGuid().ToString();

    public string? Text { get; private set; }

    public ChatView Chat { get; private set; } = null!;

    public MessageWindow Window { get; private set; } = null!;

    public ReadMarks Marks { get; private set; } = null!;

    public Guid Epoch { get; private set; }

    public MessageView? Answered { get; private set; }

    public int Online { get; private set; }

    public Presence Theirs => presence.Of(Chat.Other?.Id ?? 0);

    public IActionResult OnGet() => Request.IsHtmx() ? Partial(Reply is null ? "_MessageWindow" : "_Answered", this) : Page();

    public async Task<IActionResult> OnPostAsync(
        string? text, [FromForm(Name = "client_id")] string? clientId, [FromForm(Name = "reply_to")] int? replyTo, List<IFormFile> files)
    {
        (Text, ClientId, Reply) = (text, clientId ?? ClientId, replyTo);
        var id = ClientIds.Read(clientId);
        var attached = await uploads.SaveAsync(Me.Id, ChatId, files);
        var message = await messages.PostAsync(Me.Id, ChatId, text, id, replyTo, attached);
        return Request.IsHtmx() ? Partial("/Pages/Fragments/_MessagePosted.cshtml", message) : Redirect($"/chats/{ChatId}");
    }

    protected override string Gap => ClientId;

    // The chat, my list beside it, and how far the others have read.
    protected override async Task<object?> NumbersAsync() =>
        (await history.GetStateAsync(Me.Id, ChatId), await chats.GetListVersionAsync(Me.Id), await readReceipts.MarksAsync(Me.Id, ChatId));

    protected override async Task LoadAsync()
    {
        var chatState = await history.GetStateAsync(Me.Id, ChatId);
        Chat = await chats.OpenAsync(Me.Id, ChatId);
        Marks = await readReceipts.MarksAsync(Me.Id, ChatId);
        Epoch = await history.EpochAsync();
        Answered = Reply is { } id ? await history.OneAsync(Me.Id, ChatId, id) : null;
        Online = Chat.IsGroup ? presence.Online((await chats.AudienceAsync(ChatId)).Members) : 0;
        var isOpening = (Before, After, Around) is (null, null, null);
        Window = MessageWindow.Of(ChatId, await PageAsync(), Marks, ReaderTimeZone.Of(HttpContext), chatState.PeopleVersion) with
        {
            FirstUnread = isOpening && Chat.Unread > 0 ? Chat.ReadSequence + 1 : 0,
            Unread = Chat.Unread,
        };
    }

    Task<MessagePage> PageAsync() => (Before, After, Around) switch
    {
        ({ } before, _, _) => history.OlderAsync(Me.Id, ChatId, before),
        (_, { } after, _) => history.NewerAsync(Me.Id, ChatId, after),
        (_, _, { } around) => history.AroundAsync(Me.Id, ChatId, around),
        _ when Chat.Unread > UnreadOnNewest => history.AroundAsync(Me.Id, ChatId, Chat.ReadSequence + 1),
        _ => history.NewestAsync(Me.Id, ChatId),
    };
}
