using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page that makes ten new recovery codes in place of the old ones.</summary>
public sealed class RecoveryCodesModel(SecondFactors factors, PasswordTries tries) : AppPage
{
    [BindProperty]
    public string? Current { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    public IReadOnlyList<string>? Codes { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await factors.IsOnAsync(Me.Id) ? Page() : LocalRedirect("/settings/security");

    public async Task<IActionResult> OnPostAsync()
    {
        Codes = await tries.AgainAsync(Me, () => factors.RenewCodesAsync(Me, Current, Code), Code);
        return Page();
    }
}
