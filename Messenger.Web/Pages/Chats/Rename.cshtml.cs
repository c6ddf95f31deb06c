using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Names a group.</summary>
[KeepsFields, RateLimit(Limit.Send)]
public sealed class RenameModel(Chats chats, Members members, People people) : GroupPage(chats, members, people)
{
    public IActionResult OnGet() => Redirect($"/chats/{ChatId}/members");

    public async Task<IActionResult> OnPostAsync(string? name)
    {
        Name = name ?? "";
        await Members.RenameAsync(Me.Id, ChatId, name);
        return Redirect($"/chats/{ChatId}/members");
    }
}
