using Messenger.Domain;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>How this messenger is, in words, for its admin; for anybody else there is no such page.</summary>
[RateLimit(Limit.Start)]
public sealed class HealthModel(HealthReport report, SearchIndexer indexer, TimeProvider time) : AppPage
{
    public IReadOnlyList<HealthView> All { get; private set; } = [];

    public DateTimeOffset At { get; private set; }

    /// <summary>What somebody should do something about, the worst first.</summary>
    public IReadOnlyList<HealthView> Bad => [.. All.Where(IsBad).OrderByDescending(one => one.State)];

    public IReadOnlyList<HealthView> Good => [.. All.Where(one => !IsBad(one))];

    /// <summary>Has the index of messages made anew.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        RequireAdmin();
        await indexer.RebuildAsync();
        return Redirect("/admin/health");
    }

    protected override async Task LoadAsync()
    {
        RequireAdmin();
        Response.Headers.CacheControl = "no-store";
        (All, At) = (await report.GetAsync(), time.GetUtcNow());
    }

    void RequireAdmin() => _ = Me.IsAdmin ? true : throw Refused.NotFound();

    static bool IsBad(HealthView one) => one.State is HealthState.Doubtful or HealthState.Broken;
}
