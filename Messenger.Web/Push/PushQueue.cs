using System.Threading.Channels;

namespace Messenger.Web;

/// <summary>
/// Hears what is published on this node and leaves jobs for what somebody may have to be notified of: one for all messages of a chat within a few
/// seconds. So no send waits for it; of a node that is killed in the moment between, only the notification is lost.
/// </summary>
[PerProcess("Nothing: each node leaves jobs for what it published itself.")]
sealed class PushQueue(IEventBus bus, ILookups lookups, IServiceScopeFactory scopes, JobSignal signal, TimeProvider time, ILogger<PushQueue> log) : BackgroundService
{
    // Who came later to a call is not news: what rang has been replaced when the first one answered.
    static readonly TimeSpan justNow = TimeSpan.FromSeconds(3);

    const int Limit = 10_000;

    readonly ChannelReader<Event> events = bus.Subscribe(own: true);

    // Until when a chat has a job that waits, which will see what is said meanwhile; and with an author: until when nobody is looked for again.
    readonly Dictionary<(int Chat, int Author), DateTimeOffset> settled = [];

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        try
        {
            while (await events.WaitToReadAsync(stop))
            {
                await TryAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // What was said until the end is told by whoever comes next.
            await TryAsync();
        }
    }

    async Task TryAsync()
    {
        try
        {
            await LeaveJobsAsync();
        }
        catch (Exception failure)
        {
            settled.Clear();
            log.LogWarning(failure, "Could not leave jobs for notifications");
        }
    }

    async Task LeaveJobsAsync()
    {
        List<Job> jobs = [];
        for (var i = 0; i < Limit && events.TryRead(out var happened); i++)
        {
            if (await JobForAsync(happened) is { } job)
            {
                jobs.Add(job);
            }
        }

        if (jobs.Count > 0)
        {
            await scopes.WithAsync((Pushes pushes) => pushes.AddJobsAsync(jobs));
            signal.Wake();
        }
    }

    async Task<Job?> JobForAsync(Event happened)
    {
        var now = time.Now();
        return happened switch
        {
            MessagePosted { Message: { IsSystem: false } message } => await JobForAsync(message, now),
            CallStarted { IsQuiet: false, Call: var call } when await Pushes.HasReceiversAsync(lookups, call.ChatId, call.InitiatorId, now) => Ring(call.Id, isRing: true),
            CallRejected rejected => Ring(rejected.CallId, isRing: false, rejected.ById),
            CallChanged { Call: var call } when IsOverNow(call, now) && await Pushes.HasReceiversAsync(lookups, call.ChatId, call.InitiatorId, now) => Ring(call.Id, isRing: false),
            _ => null,
        };

        Job Ring(int callId, bool isRing, int? only = null) => Job.New(Pushes.CallJob, new CallPushes(callId, isRing, only), now);
    }

    async Task<Job?> JobForAsync(MessageView message, DateTimeOffset now)
    {
        // What names somebody is told to more people than the rest.
        var isMention = message.Mentions.Count > 0 || message.Quote is not null;
        if (IsSettled((message.ChatId, 0), now) || !isMention && IsSettled((message.ChatId, message.Author.Id), now))
        {
            return null;
        }

        var has = await Pushes.HasReceiversAsync(lookups, message.ChatId, message.Author.Id, now, isMention);
        var due = now + Pushes.Patience;
        if (settled.Count >= Limit)
        {
            settled.Clear();
        }

        settled[(message.ChatId, has ? 0 : message.Author.Id)] = due;
        return has ? Job.New(Pushes.MessageJob, new MessagePushes(message.ChatId, message.Sequence), now, due) : null;
    }

    bool IsSettled((int, int) key, DateTimeOffset now) => settled.TryGetValue(key, out var until) && now < until;

    /// <summary>It has just stopped ringing. Where everybody declined, each of them was told.</summary>
    static bool IsOverNow(CallView call, DateTimeOffset now) =>
        call.Status is CallStatus.Missed || call.Status is CallStatus.Active && call.AnsweredAt > now - justNow;
}
