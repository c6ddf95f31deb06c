using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>A group's own page. A direct chat has the other person's card instead.</summary>
public sealed class MembersModel(Chats chats, Members members, People people) : GroupPage(chats, members, people)
{
    public IActionResult OnGet() => Chat switch
    {
        { Other: { } other } => Redirect($"/people/{other.Id}"),
        { IsGroup: false } => Redirect($"/chats/{ChatId}"),
        _ => Request.IsHtmx() ? Partial("_Others", this) : Page(),
    };
}
