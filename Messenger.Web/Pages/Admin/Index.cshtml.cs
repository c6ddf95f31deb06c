namespace Messenger.Web.Pages;

/// <summary>The page that an admin sees first: how large it is here, and whether somebody has to do something.</summary>
public sealed class AdminModel(ServerNumbers numbers, HealthReport report, ILookups lookups, TimeProvider time) : AdminPage
{
    public ServerView Numbers { get; private set; } = null!;

    public long FailedJobs { get; private set; }

    /// <summary>How many things somebody should do something about.</summary>
    public int Bad { get; private set; }

    protected override async Task LoadAsync()
    {
        Numbers = await numbers.GetAsync(Actor);
        FailedJobs = (await Jobs.WaitingAsync(lookups, time.Now())).Sum(kind => kind.Failed);
        Bad = (await report.GetAsync()).Count(one => one.IsBad);
    }
}
