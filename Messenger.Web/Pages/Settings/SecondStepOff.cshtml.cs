using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Turns the second step off, for who has both steps.</summary>
public sealed class SecondStepOffModel(SecondFactors factors, PasswordTries tries) : AppPage
{
    [BindProperty]
    public string? Current { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    public async Task<IActionResult> OnGetAsync() => await factors.IsOnAsync(Me.Id) ? Page() : LocalRedirect("/settings/security");

    public async Task<IActionResult> OnPostAsync()
    {
        await tries.AgainAsync(Me, () => factors.TurnOffAsync(Me, Current, Code), Code);
        return LocalRedirect("/settings/security?saved=true");
    }
}
