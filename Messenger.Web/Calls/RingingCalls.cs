namespace Messenger.Web;

/// <summary>The calls that ring for somebody now, drawn for a page whose line has just come up: what was told before, it has missed.</summary>
public sealed class RingingCalls(Calls calls, RazorRenderer renderer, TimeProvider time)
{
    const string None = """<hx-partial hx-target="#ringing" hx-swap="innerMorph"></hx-partial>""";

    public async Task<string> RenderAsync(Me me)
    {
        var now = time.Now();
        var live = (await calls.LiveAsync(me.Id)).Select(entry => entry.Call).ToList();
        // Who talks is not to be rung over.
        var isBusy = live.Exists(call => call.PresenceOf(me.Id) is CallPresence.In);
        IReadOnlyList<(CallView, bool)> rings = [.. live.Where(call => call.RingsFor(me.Id, now) && call.Initiator is not null).Select(call => (call, isBusy))];
        return rings.Count == 0 ? None : await renderer.RenderAsync("/Pages/Calls/_Ringing.cshtml", rings, me.Preferences.Language);
    }
}
