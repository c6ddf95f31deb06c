using Htmx;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>
/// The page to start a group: its name, and people ticked over as many searches as it takes. Without JavaScript what was typed
/// and ticked travels in the address of this page; with it only the choice below the search is drawn again.
/// </summary>
[KeepsFields, RateLimit(Limit.Start, Except = "Find")]
public sealed class NewGroupModel(Chats chats, People people) : AppPage
{
    [BindProperty(SupportsGet = true)]
    public string? Name { get; set; }

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Typed { get; set; }

    /// <summary>Ids, one by one from the form, parted by commas in the address.</summary>
    [BindProperty(SupportsGet = true, Name = "people")]
    public string?[] Ticked { get; set; } = [];

    public IReadOnlyList<PersonView> Chosen { get; private set; } = [];

    public IReadOnlyList<PersonView> Found { get; private set; } = [];

    int[] Ids =>
    [
        .. Ticked.OfType<string>().SelectMany(ids => ids.Split(','))
            .Select(id => int.TryParse(id, out var number) ? number : 0).Where(id => id > 0).Distinct(),
    ];

    public async Task<IActionResult> OnPostAsync()
    {
        return Redirect($"/chats/{await chats.GroupAsync(Me.Id, Name, Ids)}");
    }

    /// <summary>Another search, or one person less.</summary>
    public async Task<IActionResult> OnPostFindAsync(int remove)
    {
        var ids = string.Join(',', Ids.Where(id => id != remove));
        if (Request.IsHtmx())
        {
            Ticked = [ids];
            await LoadAsync();
            return Partial("_Choice", this);
        }

        return Redirect("/chats/new/group" + new QueryBuilder { { "name", Name ?? "" }, { "q", Typed ?? "" }, { "people", ids } });
    }

    protected override async Task LoadAsync()
    {
        Chosen = await people.ManyAsync(Me.Id, Ids);
        Found = await people.FindAsync(Me.Id, Typed);
    }
}
