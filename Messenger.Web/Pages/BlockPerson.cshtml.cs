using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Keeps somebody away from me, or no longer.</summary>
[RateLimit(Limit.Start)]
public sealed class BlockPersonModel(Blocks blocks) : ActionPage
{
    public async Task<IActionResult> OnPostAsync(int userId, bool on, string? back)
    {
        await (on ? blocks.BlockAsync(Me.Id, userId) : blocks.UnblockAsync(Me.Id, userId));
        return BackTo(back, otherwise: $"/people/{userId}");
    }
}
