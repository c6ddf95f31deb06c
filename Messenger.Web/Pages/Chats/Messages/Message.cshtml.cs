using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>
/// The page of one message and everything one can do with it, as forms: where ⋯ leads, and what its permalink opens.
/// </summary>
[KeepsText, RateLimit(Limit.Send)]
public sealed class MessageModel(History history, ReadReceipts readReceipts, Chats chats, Messages messages) : AppPage
{
    public static readonly IReadOnlyList<string> Suggested = ["👍", "❤️", "😂", "🎉", "😮", "😢"];

    [BindProperty(SupportsGet = true)]
    public int ChatId { get; set; }

    [BindProperty(SupportsGet = true)]
    public int MessageId { get; set; }

    /// <summary>Only the editor is wanted: ↑ in the empty message field.</summary>
    [FromQuery(Name = "edit")]
    public bool WantsEditor { get; set; }

    public ChatView Chat { get; private set; } = null!;

    public MessageView Message { get; private set; } = null!;

    /// <summary>A few before and after, so that one sees what it is about.</summary>
    public IReadOnlyList<MessageItem> Nearby { get; private set; } = [];

    public IReadOnlyList<MessageReaderView> Readers { get; private set; } = [];

    public string Text { get; private set; } = "";

    public bool IsMine => Message.Author.Id == Me.Id && !Message.IsSystem;

    public bool MayEdit => !Chat.IsReadOnly && Message.MayEdit(Me.Id);

    public bool IsEditing => WantsEditor && MayEdit;

    public bool MayPin => !Chat.IsReadOnly && Domain.Message.MayPin(Chat.IsGroup, Chat.MayManage);

    public bool MayDelete => Message.MayDelete(Me.Id, Chat.MayManage);

    public IEnumerable<string> Emoji => Suggested.Union(Message.Reactions.Select(reaction => reaction.Emoji));

    public bool HasMine(string emoji) => Message.Reactions.Any(reaction => reaction.Emoji == emoji && reaction.UserIds.Contains(Me.Id));

    public IActionResult OnGet() => Request.IsHtmx() ? Partial("_Actions", this) : Page();

    /// <summary>Changes the text.</summary>
    public async Task<IActionResult> OnPostAsync(string? text)
    {
        Text = text ?? "";
        await history.OneAsync(Me.Id, ChatId, MessageId);
        return Answer(await messages.EditAsync(Me.Id, MessageId, text), "_MessageEdited");
    }

    protected override async Task LoadAsync()
    {
        Chat = await chats.OpenAsync(Me.Id, ChatId);
        Message = await history.OneAsync(Me.Id, ChatId, MessageId);
        Readers = await readReceipts.ReadersAsync(Me.Id, Message);
        Text = HttpMethods.IsPost(Request.Method) ? Text : Message.Caption;
        if (!Request.IsHtmx())
        {
            var state = await history.GetStateAsync(Me.Id, ChatId);
            var around = await history.NewerAsync(Me.Id, ChatId, Math.Max(0, Message.Sequence - 3), limit: 5, state);
            Nearby = MessageItem.Of(around.Messages, state.Marks, ReaderTimeZone.Of(HttpContext));
        }
    }

    IActionResult Answer(MessageView message, string fragment) => Request.IsHtmx()
        ? Partial($"/Pages/Fragments/{fragment}.cshtml", message)
        : Redirect($"/chats/{ChatId}?around={message.Sequence}#message-{message.Id}");
}
