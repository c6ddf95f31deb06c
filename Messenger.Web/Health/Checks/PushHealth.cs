namespace Messenger.Web;

/// <summary>Looks whether push services know whom to turn to, and whether they take what we send.</summary>
sealed class PushHealth(AllSettings settings, ILookups lookups, TimeProvider time, Texts texts) : IHealthCheck
{
    public string Icon => "bell";

    public string Name => texts["Notifications"];

    public async Task<HealthFinding> LookAsync(CancellationToken late)
    {
        if (settings.Push.Contact is null)
        {
            return new(HealthState.Doubtful, texts["Set Push:Contact, or a public https address: Apple’s service takes nothing from who names nobody, so iPhones stay silent."]);
        }

        var waiting = await Jobs.WaitingAsync(lookups, time.Now());
        var again = (int)waiting.Where(kind => kind.Kind is Pushes.AgainJob or Pushes.CallAgainJob).Sum(kind => kind.Count);
        return again > 0
            ? new(HealthState.Doubtful, texts.Count("{0} notification was not taken by its service and is tried again; the log says why.|{0} notifications were not taken by their services and are tried again; the log says why.", again))
            : new(HealthState.Well, texts["The services of browsers know whom to turn to, and took what they got."]);
    }
}
