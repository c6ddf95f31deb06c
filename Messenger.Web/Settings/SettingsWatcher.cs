namespace Messenger.Web;

/// <summary>Looks whether an admin changed settings, at another node or at the command line. Here it is known at once.</summary>
sealed class SettingsWatcher(LiveSettings settings, TimeProvider time, ILogger<SettingsWatcher> log) : PeriodicWorker(TimeSpan.FromSeconds(3), time, log)
{
    protected override Task LookAsync(CancellationToken stop) => settings.RefreshAsync();
}
