using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page of where I am logged in, and of ending it there.</summary>
public sealed class DevicesModel(Sessions sessions) : AppPage
{
    public IReadOnlyList<SessionView> Devices { get; private set; } = [];

    public async Task<IActionResult> OnPostAsync(Guid session)
    {
        await sessions.EndAsync(Me, session);
        return LocalRedirect("/settings/devices?saved=true");
    }

    public async Task<IActionResult> OnPostOthersAsync()
    {
        await sessions.EndOthersAsync(Me);
        return LocalRedirect("/settings/devices?saved=true");
    }

    protected override async Task LoadAsync() => Devices = await sessions.ListAsync(Me);
}
