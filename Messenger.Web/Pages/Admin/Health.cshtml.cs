using Messenger.Domain;

namespace Messenger.Web.Pages;

/// <summary>How this messenger is, in words, for its admin; for anybody else there is no such page.</summary>
public sealed class HealthModel(HealthReport report, TimeProvider time) : AppPage
{
    public IReadOnlyList<HealthView> All { get; private set; } = [];

    public DateTimeOffset At { get; private set; }

    /// <summary>What somebody should do something about, the worst first.</summary>
    public IReadOnlyList<HealthView> Bad => [.. All.Where(IsBad).OrderByDescending(one => one.State)];

    public IReadOnlyList<HealthView> Good => [.. All.Where(one => !IsBad(one))];

    protected override async Task LoadAsync()
    {
        if (!Me.IsAdmin)
        {
            throw Refused.NotFound();
        }

        Response.Headers.CacheControl = "no-store";
        (All, At) = (await report.GetAsync(), time.GetUtcNow());
    }

    static bool IsBad(HealthView one) => one.State is HealthState.Doubtful or HealthState.Broken;
}
