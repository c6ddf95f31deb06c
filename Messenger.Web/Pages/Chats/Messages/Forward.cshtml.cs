using Htmx;
using Messenger.Domain;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Says a message once more in another chat, which is chosen here.</summary>
[RateLimit(Limit.Send)]
public sealed class ForwardModel(History history, Domain.Chats chats, Messages messages) : AppPage
{
    [BindProperty(SupportsGet = true)]
    public int ChatId { get; set; }

    [BindProperty(SupportsGet = true)]
    public int MessageId { get; set; }

    [FromQuery(Name = "q")]
    public string? Typed { get; set; }

    public string ClientId { get; private set; } = Guid.NewGuid().ToString();

    /// <summary>The chat that was chosen.</summary>
    public int? Target { get; private set; }

    public MessageView Message { get; private set; } = null!;

    public IReadOnlyList<ChatView> Chats { get; private set; } = [];

    public IActionResult OnGet() => Request.IsHtmx() ? Partial("_Targets", (Chats, Target)) : Page();

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "client_id")] string? clientId, [FromForm(Name = "chat_id")] int? target)
    {
        (ClientId, Target) = (clientId ?? ClientId, target);
        await history.OneAsync(Me.Id, ChatId, MessageId);
        var to = target ?? throw Refused.Invalid("chat_missing", "Say in which chat.", "chat_id");
        await messages.ForwardAsync(Me.Id, MessageId, to, ClientIds.Read(clientId));
        return Redirect($"/chats/{to}");
    }

    protected override async Task LoadAsync()
    {
        Message = await history.OneAsync(Me.Id, ChatId, MessageId);
        Chats = await chats.ChoiceAsync(Me.Id, Typed);
    }
}
