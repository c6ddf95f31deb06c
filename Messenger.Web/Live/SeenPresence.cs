namespace Messenger.Web;

/// <summary>
/// Tells who is here as somebody sees it: nobody for who hides it themselves,
/// nor those they have blocked or who have blocked them.
/// </summary>
static class SeenPresence
{
    /// <param name="me">Null: nobody in particular.</param>
    public static Presence Seen(this IPresence presence, Me? me, int userId) => me?.MaySee(userId) is false ? Presence.Offline : presence.Get(userId);
}
