namespace Messenger.Web;

/// <summary>Does jobs of some kinds. A job may come twice, so doing it again must be safe.</summary>
interface IJobHandler
{
    /// <summary>Each kind is done by one handler.</summary>
    IReadOnlyCollection<string> Kinds { get; }

    /// <summary>
    /// Jobs of one lane are done one after the other, and no lane waits for another: whatever may be slow or hang, such as a mail
    /// server, has one of its own.
    /// </summary>
    string Lane { get; }

    /// <summary>How many of them are done at once all the same, where one that is slow is not to hold up the next.</summary>
    int AtOnce => 1;

    /// <summary>Whatever is thrown, the job is tried again later.</summary>
    /// <param name="stop">When the messenger stops, or the job takes longer than <see cref="Jobs.Deadline"/>.</param>
    /// <exception cref="HopelessJob">Trying again would be of no use.</exception>
    Task DoAsync(ClaimedJob job, CancellationToken stop);
}

/// <summary>A job that will fail tomorrow as it failed today.</summary>
sealed class HopelessJob(Exception cause) : Exception(cause.Message, cause);
