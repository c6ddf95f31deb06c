namespace Messenger.Domain;

/// <summary>A message on its way into the SQLite file, and the answer its sender waits for.</summary>
sealed class SqliteSend(Message message, int membershipVersion)
{
    readonly TaskCompletionSource<Posted> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Message Message => message;

    public int MembershipVersion => membershipVersion;

    public Posted Result { get; set; }

    public Task<Posted> Answer => answer.Task;

    public void Succeed() => answer.TrySetResult(Result);

    public void Fail(Exception failure) => answer.TrySetException(failure);
}
