using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Gives a group a picture, or takes it away.</summary>
[AcceptsUpload(UploadKind.GroupAvatar), RateLimit(Limit.Upload)]
public sealed class GroupAvatarModel(Chats chats, Members members, People people, Avatars avatars) : GroupPage(chats, members, people)
{
    public IActionResult OnGet() => Redirect($"/chats/{ChatId}/members");

    public async Task<IActionResult> OnPostAsync(IFormFile? file, bool remove)
    {
        await avatars.SaveAsync(Me.Id, ChatId, remove ? null : file ?? throw Avatars.Missing());
        return Redirect($"/chats/{ChatId}/members");
    }
}
