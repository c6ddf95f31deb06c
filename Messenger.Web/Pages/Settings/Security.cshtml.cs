using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page of how I log in: whether there is a second step, and where my passkeys are.</summary>
public sealed class SecurityModel(SecondFactors factors, PasswordTries tries) : AppPage
{
    [BindProperty]
    public string? Current { get; set; }

    public SecondFactorView Factor { get; private set; } = null!;

    public async Task<IActionResult> OnPostAsync()
    {
        await tries.AgainAsync(Me, () => factors.BeginAsync(Me, Current));
        return LocalRedirect("/settings/security/app");
    }

    protected override async Task LoadAsync() => Factor = await factors.ViewAsync(Me);
}
