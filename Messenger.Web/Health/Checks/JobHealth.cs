namespace Messenger.Web;

/// <summary>Looks whether what is to be done later is done: mails, notifications, mutes that end.</summary>
sealed class JobHealth(ILookups lookups, TimeProvider time, Texts texts) : IHealthCheck
{
    static readonly TimeSpan late = TimeSpan.FromMinutes(10), lost = TimeSpan.FromHours(1);

    public string Icon => "clock";

    public string Name => texts["Jobs"];

    public async Task<HealthFinding> LookAsync(CancellationToken _)
    {
        var waiting = await Jobs.WaitingAsync(lookups, time.Now());
        var delay = waiting.Select(kind => time.GetUtcNow() - kind.FirstDueAt).Append(TimeSpan.Zero).Max();
        var (all, failed) = ((int)waiting.Sum(kind => kind.Count), (int)waiting.Sum(kind => kind.Failed));
        var wait = all == 0 ? texts["Nothing waits."] : texts.Count("{0} job waits.|{0} jobs wait.", all);
        return delay > late
            ? new(delay > lost ? HealthState.Broken : HealthState.Doubtful,
                $"{wait} {texts.Count("The oldest has been due for {0} minute: look into the log for what holds it up.|The oldest has been due for {0} minutes: look into the log for what holds it up.", (int)delay.TotalMinutes)}")
            : failed > 0
            ? new(HealthState.Doubtful, $"{wait} {texts.Count("{0} failed and is tried again; the log says why.|{0} failed and are tried again; the log says why.", failed)}")
            : new(HealthState.Well, all == 0 ? wait : $"{wait} {texts["None is late, and none has failed."]}");
    }
}
