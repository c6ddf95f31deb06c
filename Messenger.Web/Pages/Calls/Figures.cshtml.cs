using System.Globalization;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Hears what a call's page tells once, at its end: how the line was. Without anybody's name.</summary>
[RateLimit(Limit.Send)]
public sealed class FiguresCallModel(Domain.Calls calls, CallMetrics metrics) : ActionPage
{
    public async Task<IActionResult> OnPostAsync(int callId, int connected, int failures, bool relayed, string? loss)
    {
        await calls.OneAsync(Me.Id, callId);
        metrics.Record(connected > 0 ? TimeSpan.FromMilliseconds(Math.Min(connected, 600_000)) : null, Math.Clamp(failures, 0, 100), relayed,
            // To the parser "NaN" is a number; added once, it would make the sum NaN for good.
            double.TryParse(loss, CultureInfo.InvariantCulture, out var share) && !double.IsNaN(share) ? Math.Clamp(share, 0, 1) : 0);
        return StatusCode(StatusCodes.Status204NoContent);
    }
}
