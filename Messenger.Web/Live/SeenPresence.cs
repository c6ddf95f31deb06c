using Messenger.Domain;

namespace Messenger.Web;

/// <summary>Who is here as somebody sees it: of whom they have blocked, or who has blocked them, nobody is.</summary>
static class SeenPresence
{
    /// <param name="me">Null: nobody in particular.</param>
    public static Presence Seen(this IPresence presence, Me? me, int userId) => me?.Blocked.Hide(userId) is true ? Presence.Offline : presence.Of(userId);
}
