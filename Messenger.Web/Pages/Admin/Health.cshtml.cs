namespace Messenger.Web.Pages;

/// <summary>How this messenger is, in words.</summary>
public sealed class HealthModel(HealthReport report, TimeProvider time) : AdminPage
{
    public IReadOnlyList<HealthView> All { get; private set; } = [];

    public DateTimeOffset At { get; private set; }

    /// <summary>What somebody should do something about, the worst first.</summary>
    public IReadOnlyList<HealthView> Bad => [.. All.Where(one => one.IsBad).OrderByDescending(one => one.State)];

    public IReadOnlyList<HealthView> Good => [.. All.Where(one => !one.IsBad)];

    protected override async Task LoadAsync() => (All, At) = (await report.GetAsync(), time.GetUtcNow());
}
