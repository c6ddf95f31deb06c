using Htmx;
using Messenger.Domain;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Finding people and my groups. With nothing typed it lists people, those I know first.</summary>
public sealed class SearchModel(People people, Chats chats) : AppPage
{
    [FromQuery(Name = "q")]
    public string? Typed { get; set; }

    public IReadOnlyList<PersonView> Persons { get; private set; } = [];

    public IReadOnlyList<ChatView> Groups { get; private set; } = [];

    public bool IsAsking => !string.IsNullOrWhiteSpace(Typed);

    public IActionResult OnGet() => Request.IsHtmx() ? Partial("_Found", this) : Page();

    protected override async Task LoadAsync()
    {
        Persons = await people.FindAsync(Me.Id, Typed);
        Groups = IsAsking ? await chats.FindAsync(Me.Id, Typed!) : [];
    }
}
