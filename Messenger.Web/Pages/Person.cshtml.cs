using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page of a person: their card, and the way to a chat with them. My own leads to my notes.</summary>
public sealed class PersonModel(People people, IPresence presence) : AppPage
{
    [BindProperty(SupportsGet = true)]
    public int UserId { get; set; }

    public PersonView Person { get; private set; } = null!;

    public Presence Presence => presence.Seen(Me, UserId);

    public bool IsMe => UserId == Me.Id;

    public bool IsBlocked => Me.Blocked.Mine.Contains(UserId);

    protected override async Task LoadAsync() => Person = await people.CardAsync(Me.Id, UserId);
}
