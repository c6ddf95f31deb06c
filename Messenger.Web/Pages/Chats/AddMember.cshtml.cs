using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Adds a person to a group, and comes back to the same search for the next one.</summary>
[RateLimit(Limit.Start)]
public sealed class AddMemberModel(Chats chats, Members members, People people) : GroupPage(chats, members, people)
{
    public IActionResult OnGet() => Redirect($"/chats/{ChatId}/members");

    public async Task<IActionResult> OnPostAsync(int userId)
    {
        await Members.AddAsync(Me.Id, ChatId, userId);
        return Redirect($"/chats/{ChatId}/members?q={Uri.EscapeDataString(Typed ?? "")}#add");
    }
}
