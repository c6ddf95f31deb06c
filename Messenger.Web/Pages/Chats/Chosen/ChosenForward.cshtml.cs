using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Says the messages that were ticked once more in another chat.</summary>
[RateLimit(Limit.Send)]
public sealed class ChosenForwardModel(ChosenMessages messages, ForwardTargets targets, RateLimits limits) : ChosenPage(messages)
{
    // Each of them is a message, and so many at once are left to somebody who has just written some.
    const int CountedAtOnce = 20;

    string? chosen;

    [FromQuery(Name = "q")]
    public string? Typed { get; set; }

    public string ClientId { get; private set; } = Guid.NewGuid().ToString();

    public ForwardChoice Choice { get; private set; } = new([], [], null);

    public IActionResult OnGet() => Request.IsHtmx() ? Partial("/Pages/Chats/Messages/_Targets.cshtml", Choice) : Page();

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "client_id")] string? clientId, [FromForm(Name = "chat_id")] string? target)
    {
        (ClientId, chosen) = (clientId ?? ClientId, target);
        await Chosen.ReadAsync(Me.Id, ChatId, Ids);
        var to = await targets.OpenAsync(Me.Id, target);
        limits.Take(Limit.Send, Me.Id, Math.Clamp(Ids.Length, 1, CountedAtOnce));
        await Chosen.ForwardAsync(Me.Id, ChatId, Ids, to, ClientIds.Read(clientId) ?? Guid.NewGuid());
        return Redirect($"/chats/{to}");
    }

    protected override async Task LoadAsync()
    {
        await base.LoadAsync();
        Choice = await targets.FindAsync(Me.Id, Typed, chosen);
    }
}
