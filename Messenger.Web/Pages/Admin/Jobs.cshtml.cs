using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page of what waits to be done later, and what has failed: to be tried at once, or given up.</summary>
[RateLimit(Limit.Start)]
public sealed class ManagedJobsModel(ManagedJobs jobs) : AdminPage
{
    [FromQuery]
    public bool Failed { get; set; }

    [FromQuery(Name = "after")]
    public int After { get; set; }

    public ManagedJobPage Found { get; private set; } = null!;

    public async Task<IActionResult> OnPostAsync(int job, bool drop, bool only)
    {
        await (drop ? jobs.DropAsync(Actor, job) : jobs.RetryAsync(Actor, job));
        return LocalRedirect($"/admin/jobs?failed={(only ? "true" : "false")}&saved=true");
    }

    protected override async Task LoadAsync() => Found = await jobs.ListAsync(Actor, Failed, After);
}
