using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page to start something: one tap on a person, my notes, or the way to a group.</summary>
public sealed class NewModel(People people) : AppPage
{
    [FromQuery(Name = "q")]
    public string? Typed { get; set; }

    public IReadOnlyList<PersonView> Persons { get; private set; } = [];

    public IActionResult OnGet() => Request.IsHtmx() ? Partial("_WriteTo", this) : Page();

    protected override async Task LoadAsync() => Persons = await people.FindAsync(Me.Id, Typed);
}
