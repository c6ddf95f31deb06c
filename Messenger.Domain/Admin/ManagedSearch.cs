using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>The verb of an admin for the index of messages, which makes it anew.</summary>
public sealed class ManagedSearch(MessengerDb db, Audit audit)
{
    /// <summary>
    /// Makes all of it anew from now on, out of the messages as they are then, a piece at a time; it goes on being asked meanwhile. Whoever adds to the index goes
    /// on with that, on whatever node and after whatever start.
    /// </summary>
    public Task RebuildAsync(Actor me) => db.ActAsync(me, () =>
    {
        audit.Add(me, AuditActs.RebuiltSearch);
        return db.RebuildSearchAsync();
    });
}
