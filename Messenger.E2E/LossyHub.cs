using Microsoft.Playwright;

namespace Messenger.E2E;

/// <summary>
/// The hub's line to a page on which single messages are lost. One frame holds as many as were ready to be sent (on a busy machine, several), each ended
/// by a record separator, as the JSON protocol of SignalR has it: only the one that is meant is lost, and not what answers something else.
/// </summary>
static class LossyHub
{
    const char RecordSeparator = '\u001e';

    public static void ForwardTo(this IWebSocketRoute hub, IWebSocketRoute page, Func<string, bool> isLost) => hub.OnMessage(frame =>
    {
        var kept = string.Concat(frame.Text!.Split(RecordSeparator)[..^1].Where(message => !isLost(message)).Select(message => message + RecordSeparator));
        if (kept.Length > 0)
        {
            page.Send(kept);
        }
    });
}
