namespace Messenger.Web;

/// <summary>Wakes who makes backups: an admin wants one now.</summary>
[PerProcess("Nothing: the node that was asked makes it.")]
public sealed class BackupSignal : WakeSignal
{
    int isWanted;

    public void Want()
    {
        Interlocked.Exchange(ref isWanted, 1);
        Wake();
    }

    /// <summary>Whether one is wanted; asked once.</summary>
    public bool TakeWish() => Interlocked.Exchange(ref isWanted, 0) == 1;
}
