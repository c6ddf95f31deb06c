using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>Asks for my account to be deleted, which logs me out at once.</summary>
public sealed class DeleteAccountModel(Departures departures, SecondFactors factors, PasswordTries tries) : AppPage
{
    [BindProperty]
    public string? Current { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public bool Messages { get; set; }

    /// <summary>The second step is on.</summary>
    public bool TakesCode { get; private set; }

    public async Task<IActionResult> OnPostAsync()
    {
        await tries.AgainAsync(Me, () => departures.AskAsync(Me, Current, Code, Messages));
        await HttpContext.SignOutAndForgetAsync();
        return LocalRedirect("/account/login?leaving=true");
    }

    protected override async Task LoadAsync() => TakesCode = await factors.IsOnAsync(Me.Id);
}
