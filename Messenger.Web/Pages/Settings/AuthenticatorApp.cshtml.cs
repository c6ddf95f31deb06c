using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Gives an authenticator app its key, and turns the second step on by a first code. The answer to that is one of the two pages that ever have recovery codes.</summary>
public sealed class AuthenticatorAppModel(SecondFactors factors, PasswordTries tries, PublicAddress address) : AppPage
{
    [BindProperty]
    public string? Code { get; set; }

    public PendingKey? Key { get; private set; }

    public IReadOnlyList<string>? Codes { get; private set; }

    public IActionResult OnGet() => Key is null ? LocalRedirect("/settings/security") : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        Codes = await tries.AgainAsync(Me, () => factors.ConfirmAsync(Me, Code));
        return Page();
    }

    protected override async Task LoadAsync() => Key = await factors.FindPendingAsync(Me, address.Home.Host);
}
