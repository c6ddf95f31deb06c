using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page of how this messenger is, in words.</summary>
[RateLimit(Limit.Start)]
public sealed class HealthModel(HealthReport report, ManagedSearch search, TimeProvider time) : AdminPage
{
    public IReadOnlyList<HealthView> All { get; private set; } = [];

    public DateTimeOffset At { get; private set; }

    /// <summary>What somebody should do something about, the worst first.</summary>
    public IReadOnlyList<HealthView> Bad => [.. All.Where(one => one.IsBad).OrderByDescending(one => one.State)];

    public IReadOnlyList<HealthView> Good => [.. All.Where(one => !one.IsBad)];

    /// <summary>Has the index of messages made anew.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await search.RebuildAsync(Actor);
        return LocalRedirect("/admin/health?saved=true");
    }

    protected override async Task LoadAsync() => (All, At) = (await report.GetAsync(), time.GetUtcNow());
}
