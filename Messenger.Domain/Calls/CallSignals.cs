using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>What two people's programs tell each other to find a way for their voices (W3C WebRTC). It is passed on unread.</summary>
public sealed class CallSignals(MessengerDb db, IEventBus bus)
{
    /// <summary>In UTF-16 units, which is never more than the bytes it came in.</summary>
    public const int Limit = 64 << 10;

    static readonly string[] types = ["offer", "answer", "ice-candidate"];

    /// <summary>Only between people who are in the same call, or whom it rings.</summary>
    public async Task SendAsync(int me, int userId, string? type, string signal)
    {
        if (!types.Contains(type))
        {
            throw Refused.Invalid("signal_type", "A signal is an offer, an answer or an ice-candidate.", "data");
        }

        if (signal.Length > Limit)
        {
            throw Refused.Invalid("signal_too_long", "A signal holds at most 64 KiB.", "data");
        }

        if (!await db.Calls.Live().AnyAsync(c => db.Memberships.Any(mine => mine.ChatId == c.ChatId && mine.UserId == me)
            && db.Memberships.Any(theirs => theirs.ChatId == c.ChatId && theirs.UserId == userId)))
        {
            throw Refused.NotFound();
        }

        bus.Publish(new Signalled(new Delivery.Users([userId]), me, type!, signal));
    }
}
