namespace Messenger.Domain;

/// <summary>
/// Makes the changes in who can get into an account: by a session that lives, one change after the other, and a mail tells of it.
/// </summary>
public sealed class SafetyChanges(MessengerDb db, Sessions sessions, SafetyMails mails)
{
    public async Task MakeAsync(Me me, Func<Task> change)
    {
        await db.WriteAsync(async () =>
        {
            await db.LockInstallationAsync();
            await sessions.RefuseEndedAsync(me);
            await change();
            return await db.SaveChangesAsync();
        });
        mails.Wake();
    }
}
