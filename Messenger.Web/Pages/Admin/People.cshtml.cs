using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page of everybody who has an account, the newest first, and of finding them.</summary>
public sealed class ManagedPeopleModel(ManagedPeople people) : AdminPage
{
    [FromQuery(Name = "q")]
    public string? Typed { get; set; }

    [FromQuery(Name = "show")]
    public PeopleFilter Show { get; set; }

    [FromQuery(Name = "before")]
    public int? Before { get; set; }

    public ManagedPeoplePage Found { get; private set; } = null!;

    protected override async Task LoadAsync() => Found = await people.ListAsync(Actor, Typed, Show, Before);
}
