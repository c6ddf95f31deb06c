using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Says a message once more in another chat, which is chosen here.</summary>
[RateLimit(Limit.Send)]
public sealed class ForwardModel(History history, ForwardTargets targets, Messages messages) : AppPage
{
    string? chosen;

    [BindProperty(SupportsGet = true)]
    public int ChatId { get; set; }

    [BindProperty(SupportsGet = true)]
    public int MessageId { get; set; }

    [FromQuery(Name = "q")]
    public string? Typed { get; set; }

    public string ClientId { get; private set; } = Guid.NewGuid().ToString();

    public MessageView Message { get; private set; } = null!;

    public ForwardChoice Choice { get; private set; } = new([], [], null);

    public IActionResult OnGet() => Request.IsHtmx() ? Partial("_Targets", Choice) : Page();

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "client_id")] string? clientId, [FromForm(Name = "chat_id")] string? target)
    {
        (ClientId, chosen) = (clientId ?? ClientId, target);
        await history.OneAsync(Me.Id, ChatId, MessageId);
        var to = await targets.OpenAsync(Me.Id, target);
        await messages.ForwardAsync(Me.Id, MessageId, to, ClientIds.Read(clientId));
        return Redirect($"/chats/{to}");
    }

    protected override async Task LoadAsync()
    {
        Message = await history.OneAsync(Me.Id, ChatId, MessageId);
        Choice = await targets.FindAsync(Me.Id, Typed, chosen);
    }
}
