using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>What others learn of me by the way: that I am here, and what I have read.</summary>
[RateLimit(Limit.Send)]
public sealed class PrivacyModel(ProfileEditor profile) : AppPage
{
    [FromQuery]
    public bool Saved { get; set; }

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "hides_presence")] bool hidesPresence, [FromForm(Name = "hides_reads")] bool hidesReads)
    {
        await profile.SavePrivacyAsync(Me.Id, hidesPresence, hidesReads);
        return LocalRedirect("/settings/privacy?saved=true");
    }
}
