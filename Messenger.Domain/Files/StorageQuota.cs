namespace Messenger.Domain;

/// <summary>The room that the files of one person may take together, in MB; null: as much as there is.</summary>
public sealed record StorageQuota(int? Megabytes)
{
    public bool IsSet => Megabytes is not null;

    public void Require(long used, long more)
    {
        if (Megabytes is { } most && used + more > (long)most << 20)
        {
            throw new Refused(Reason.TooLarge, "quota_full", $"Your files may take {most} MB together, and this does not fit any more. Delete messages with files that you do not need.", "files") { Number = most };
        }
    }
}
