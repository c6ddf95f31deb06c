using Messenger.Domain;

namespace Messenger.Web.Pages;

/// <summary>Presence as one page shows it, remembered: it moves without a version, so what is kept of the page has to be compared with it.</summary>
public sealed class ShownPresence(IPresence presence)
{
    readonly List<(int Id, Presence Was)> people = [];
    (IReadOnlyList<int> Of, int Count) online = ([], 0);

    public Presence Of(int userId)
    {
        var now = presence.Of(userId);
        people.Add((userId, now));
        return now;
    }

    /// <summary>How many of these are connected.</summary>
    public int Online(IReadOnlyList<int> userIds)
    {
        online = (userIds, presence.Connected(userIds).Count);
        return online.Count;
    }

    /// <summary>Whether it would be the same now.</summary>
    public bool IsStill()
    {
        foreach (var (id, was) in people)
        {
            if (presence.Of(id) != was)
            {
                return false;
            }
        }

        return presence.Connected(online.Of).Count == online.Count;
    }
}
