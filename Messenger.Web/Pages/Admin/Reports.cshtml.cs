using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page of messages that somebody found the admins should see; for anybody else there is no such page.</summary>
[RateLimit(Limit.Send)]
public sealed class AdminReportsModel(Reports reports) : AdminPage
{
    public IReadOnlyList<ReportView> All { get; private set; } = [];

    public async Task<IActionResult> OnPostCloseAsync(int id)
    {
        await reports.CloseAsync(Me, id);
        return LocalRedirect("/admin/reports?saved=true");
    }

    public async Task<IActionResult> OnPostDeleteAsync(int id)
    {
        await reports.DeleteMessageAsync(Me, id);
        return LocalRedirect("/admin/reports?saved=true");
    }

    protected override async Task LoadAsync() => All = await reports.ListAsync(Me);
}
