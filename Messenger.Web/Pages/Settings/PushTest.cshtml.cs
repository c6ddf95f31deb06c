using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Pushes something to this browser, to see whether it arrives; quiet hours or not, because somebody waits for it.</summary>
[RateLimit(Limit.Start)]
public sealed class PushTestModel(Pushes pushes, PushSender sender) : ActionPage
{
    public async Task<IActionResult> OnPostAsync(CancellationToken gone)
    {
        var outcome = await pushes.FindForTestAsync(Me) is { } push ? await sender.SendOneAsync(push, gone) : PushOutcome.Gone;
        return LocalRedirect($"/settings/notifications?tested={outcome}");
    }
}
