using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page of what others learn of me by the way: that I am here, and what I have read.</summary>
[RateLimit(Limit.Send)]
public sealed class PrivacyModel(Profiles profiles) : AppPage
{
    public async Task<IActionResult> OnPostAsync([FromForm(Name = "hides_presence")] bool hidesPresence, [FromForm(Name = "hides_reads")] bool hidesReads)
    {
        await profiles.SavePrivacyAsync(Me.Id, hidesPresence, hidesReads);
        return LocalRedirect("/settings/privacy?saved=true");
    }
}
