namespace Messenger.Domain;

/// <summary>A message that waits to be committed to the SQLite file, and the answer its sender waits for.</summary>
sealed class PendingSend(OutgoingMessage outgoing, Deadline deadline)
{
    readonly TaskCompletionSource<SendResult> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Message Message => outgoing.Message;

    public int MembershipVersion => outgoing.MembershipVersion;

    public bool IsLate => deadline.IsOver;

    /// <summary>How long its sender has waited.</summary>
    public TimeSpan Age => deadline.Age;

    public SendResult Result { get; set; }

    public Task<SendResult> Answer => answer.Task;

    /// <summary>The transaction is on disk. What is told of a chat is told in its order, because the writer itself tells it.</summary>
    public void Succeed(IEventBus bus)
    {
        if (Result is SendResult.Committed && !answer.Task.IsCompleted)
        {
            outgoing.Announce(bus);
        }

        answer.TrySetResult(Result);
    }

    public void Fail(Exception failure) => answer.TrySetException(failure);
}
