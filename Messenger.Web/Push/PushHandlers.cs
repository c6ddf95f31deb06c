using System.Text.Json;

namespace Messenger.Web;

/// <summary>
/// Sends what a job asks for to everybody it concerns. What a push service did not take now becomes a job of its own, for that one browser, in a lane that
/// nothing else waits in.
/// </summary>
abstract class PushHandler<TWanted>(string kind, string lane, IServiceScopeFactory scopes, PushSender sender, TimeProvider time) : IJobHandler
{
    public IReadOnlyCollection<string> Kinds => [kind];

    public string Lane => lane;

    // A push service that hangs is waited for half a minute.
    public int AtOnce => 4;

    public async Task DoAsync(ClaimedJob job, CancellationToken stop)
    {
        var wanted = JsonSerializer.Deserialize<TWanted>(job.Payload)!;
        await using var scope = scopes.CreateAsyncScope();
        var pushes = scope.ServiceProvider.GetRequiredService<Pushes>();
        var failed = await sender.SendAsync(await FindAsync(pushes, wanted), stop);
        if (failed.Count > 0)
        {
            await KeepAsync(pushes, wanted, failed);
        }
    }

    protected abstract Task<IReadOnlyList<Push>> FindAsync(Pushes pushes, TWanted wanted);

    /// <summary>The same for one browser alone; null where later is too late, or this was that already.</summary>
    protected abstract Job? Again(TWanted wanted, FailedPush failed, DateTimeOffset now);

    async Task KeepAsync(Pushes pushes, TWanted wanted, IReadOnlyCollection<FailedPush> failed)
    {
        var now = time.Now();
        await pushes.AddJobsAsync([.. failed.Select(one => Again(wanted, one, now)).OfType<Job>()]);
    }
}

/// <summary>Notifies of messages.</summary>
sealed class MessagePushHandler(IServiceScopeFactory scopes, PushSender sender, TimeProvider time, string kind = Pushes.MessageJob, string lane = "push")
    : PushHandler<MessagePushes>(kind, lane, scopes, sender, time)
{
    protected override Task<IReadOnlyList<Push>> FindAsync(Pushes pushes, MessagePushes wanted) => pushes.ForMessagesAsync(wanted);

    protected override Job? Again(MessagePushes wanted, FailedPush failed, DateTimeOffset now) => wanted.Only is null
        ? Job.New(Pushes.AgainJob, wanted with { Only = failed.Push.SessionId }, now, now + failed.After)
        : throw new HttpRequestException("The push service is still busy or away.");
}

/// <summary>Notifies of calls. A message to a thousand does not keep one from ringing.</summary>
sealed class CallPushHandler(IServiceScopeFactory scopes, PushSender sender, TimeProvider time, string kind = Pushes.CallJob, string lane = "push calls")
    : PushHandler<CallPushes>(kind, lane, scopes, sender, time)
{
    protected override Task<IReadOnlyList<Push>> FindAsync(Pushes pushes, CallPushes wanted) => pushes.ForCallAsync(wanted);

    // When it could be tried again nobody rings any more; that a call was missed is still to be known then.
    protected override Job? Again(CallPushes wanted, FailedPush failed, DateTimeOffset now) => failed.Push.Content.Kind is not PushKind.MissedCall ? null
        : wanted.Only is null ? Job.New(Pushes.CallAgainJob, wanted with { Only = failed.Push.SessionId }, now, now + failed.After)
        : throw new HttpRequestException("The push service is still busy or away.");
}

/// <summary>Ends mutes that were for some hours.</summary>
sealed class UnmuteHandler(IServiceScopeFactory scopes) : IJobHandler
{
    public IReadOnlyCollection<string> Kinds => [PersonalChatSettings.UnmuteJob];

    public string Lane => "mutes";

    public async Task DoAsync(ClaimedJob job, CancellationToken stop)
    {
        var (me, chatId, until) = JsonSerializer.Deserialize<MuteEnd>(job.Payload)!;
        try
        {
            await scopes.WithAsync((PersonalChatSettings settings) => settings.UnmuteAsync(me, chatId, until));
        }
        catch (Refused)
        {
            // Who left the chat has nothing to hear from it.
        }
    }
}
