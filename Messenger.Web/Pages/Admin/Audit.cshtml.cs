using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page of who did what to whom, and when.</summary>
public sealed class AuditModel(Audit audit) : AdminPage
{
    [FromQuery(Name = "before")]
    public int? Before { get; set; }

    public AuditPage Found { get; private set; } = null!;

    protected override async Task LoadAsync() => Found = await audit.ListAsync(Actor, Before);
}
