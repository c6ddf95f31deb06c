using Htmx;
using Messenger.Domain;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Says the messages that were ticked once more in another chat.</summary>
[RateLimit(Limit.Send)]
public sealed class ChosenForwardModel(ChosenMessages chosen, Domain.Chats chats, RateLimits limits) : ChosenPage(chosen)
{
    // Each of them is a message, and so many at once are left to somebody who has just written some.
    const int CountedAtOnce = 20;

    [FromQuery(Name = "q")]
    public string? Typed { get; set; }

    public string ClientId { get; private set; } = Guid.NewGuid().ToString();

    public int? Target { get; private set; }

    public IReadOnlyList<ChatView> Chats { get; private set; } = [];

    public IActionResult OnGet() => Request.IsHtmx() ? Partial("/Pages/Chats/Messages/_Targets.cshtml", (Chats, Target)) : Page();

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "client_id")] string? clientId, [FromForm(Name = "chat_id")] int? target)
    {
        (ClientId, Target) = (clientId ?? ClientId, target);
        var to = target ?? throw Refused.Invalid("chat_missing", "Say in which chat.", "chat_id");
        limits.Take(Limit.Send, Me.Id, Math.Clamp(Ids.Length, 1, CountedAtOnce));
        await Chosen.ForwardAsync(Me.Id, ChatId, Ids, to, ClientIds.Read(clientId) ?? Guid.NewGuid());
        return Redirect($"/chats/{to}");
    }

    protected override async Task LoadAsync()
    {
        await base.LoadAsync();
        Chats = await chats.ChoiceAsync(Me.Id, Typed);
    }
}
