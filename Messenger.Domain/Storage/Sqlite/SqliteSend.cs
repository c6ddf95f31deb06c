namespace Messenger.Domain;

/// <summary>A message on its way into the SQLite file, and the answer its sender waits for.</summary>
/// <param name="committed">Called by the writer itself, so that what is told of a chat is told in its order.</param>
sealed class SqliteSend(Message message, int membershipVersion, Action? committed, Deadline deadline)
{
    readonly TaskCompletionSource<SendResult> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Message Message => message;

    public int MembershipVersion => membershipVersion;

    public bool IsLate => deadline.IsOver;

    public SendResult Result { get; set; }

    public Task<SendResult> Answer => answer.Task;

    public void Succeed()
    {
        if (Result is SendResult.Committed && !answer.Task.IsCompleted)
        {
            committed?.Invoke();
        }

        answer.TrySetResult(Result);
    }

    public void Fail(Exception failure) => answer.TrySetException(failure);
}
