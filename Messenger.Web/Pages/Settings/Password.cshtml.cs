using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

public sealed class PasswordModel(Accounts accounts, PasswordTries tries) : AppPage
{
    [BindProperty]
    public string? Current { get; set; }

    [BindProperty]
    public string? Next { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        await tries.AgainAsync(Me, () => accounts.ChangePasswordAsync(Me, Current, Next));
        return LocalRedirect("/settings/password?saved=true");
    }
}
