using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>
/// The page of a call: its tiles, and what leads into it, goes on in it or follows it. For a script only the tiles.
/// </summary>
public sealed class CallModel(Domain.Calls calls, Chats chats) : AppPage
{
    public const string Lobby = "lobby", InIt = "in", Elsewhere = "elsewhere", Over = "over";

    [BindProperty(SupportsGet = true)]
    public int CallId { get; set; }

    /// <summary>What this page is called in the call; none in the lobby.</summary>
    [FromQuery]
    public string? Party { get; set; }

    /// <summary>Whether one answered with it; where that was not said, as the call is.</summary>
    [FromQuery]
    public bool? Camera { get; set; }

    public CallView Call { get; private set; } = null!;

    public ChatView Chat { get; private set; } = null!;

    public bool IsFull => Call.Participants.Count(one => one.State is CallPresence.In) >= Domain.Call.LimitOf(Call.Type);

    public string State { get; private set; } = Lobby;

    public IActionResult OnGet() => Request.IsHtmx() ? Partial("_Tiles", Call) : Page();

    protected override async Task LoadAsync()
    {
        Call = await calls.OneAsync(Me.Id, CallId);
        Chat = await chats.OpenAsync(Me.Id, Call.ChatId);
        var mine = Call.Participants.FirstOrDefault(one => one.Person.Id == Me.Id);
        State = Call.Status is not (CallStatus.Ringing or CallStatus.Active) ? Over
            : mine is not { State: CallPresence.In } ? Lobby
            : Party is not null && mine.Party == Party ? InIt
            : Elsewhere;
        Party = State == InIt ? Party : null;
    }
}
