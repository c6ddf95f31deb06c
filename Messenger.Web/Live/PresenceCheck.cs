namespace Messenger.Web;

/// <summary>
/// Mends what a page shows of who is here: changes between its drawing and the opening of its line, or while that was lost, were told to nobody.
/// </summary>
public sealed class PresenceCheck(IPresence presence, People people, Fragments fragments)
{
    /// <summary>The fragments for those who are shown otherwise than they are; empty when all is right. Of people whose coming and going I am told only.</summary>
    /// <param name="shown">What the page shows: ids, and the names of presences in lower case.</param>
    public async Task<string> RenderAsync(Me me, IReadOnlyDictionary<int, string> shown)
    {
        var wrong = shown.Keys.Where(id => !shown[id].Equals(presence.Seen(me, id).ToString(), StringComparison.OrdinalIgnoreCase)).ToHashSet();
        if (wrong.Count == 0)
        {
            return "";
        }

        // Whom I may not see is gone from my page, whoever they are to me.
        var told = await people.AcquaintancesAsync(me.Id);
        wrong.RemoveWhere(id => me.MaySee(id) && !told.Contains(id));
        var drawn = wrong.Select(id => fragments.RenderAsync(new PresenceChanged(new Delivery.Users([me.Id]), id, presence.Seen(me, id)), me.Preferences.Language));
        return string.Concat(await Task.WhenAll(drawn));
    }
}
