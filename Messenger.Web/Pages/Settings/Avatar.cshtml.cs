using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page of my picture.</summary>
[AcceptsUpload(UploadKind.Avatar), RateLimit(Limit.Upload)]
public sealed class AvatarModel(Avatars avatars) : AppPage
{
    public async Task<IActionResult> OnPostAsync(IFormFile? file, bool remove)
    {
        await avatars.SaveAsync(Me.Id, remove ? null : file ?? throw Avatars.Missing());
        return LocalRedirect("/settings?saved=true");
    }
}
