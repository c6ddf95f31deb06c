using System.Globalization;
using Messenger.Domain;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

[AllowAnonymous]
public sealed class RegisterModel(Accounts accounts, Sessions sessions, PasswordTries tries) : AppPage
{
    [BindProperty(Name = "full_name")]
    public string? FullName { get; set; }

    [BindProperty]
    public string? Username { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty(Name = "time_zone")]
    public string? TimeZone { get; set; }

    /// <summary>Nobody is here yet: this account will be the admin's, also when registration is closed.</summary>
    public bool IsFirst => Registration is Registration.First;

    public bool IsClosed => Registration is Registration.Closed;

    Registration Registration { get; set; }

    public IActionResult OnGet() => HttpContext.FindMe() is null ? Page() : LocalRedirect("/");

    public async Task<IActionResult> OnPostAsync()
    {
        var preferences = Preferences.From(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, "", "", TimeZone);
        try
        {
            var user = await tries.RegisterAsync(HttpContext, Email, () => accounts.RegisterAsync(Username, Email, Password, FullName, preferences));
            await HttpContext.SignInAsync(await sessions.StartAsync(user.Id, Request.Headers.UserAgent.ToString(), HttpContext.Address()), isRemembered: true);
            return LocalRedirect("/");
        }
        catch (Refused closed) when (closed.Reason is Reason.Forbidden)
        {
            // The page itself says that it is closed.
            await LoadAsync();
            Response.StatusCode = StatusCodes.Status403Forbidden;
            return Page();
        }
    }

    protected override async Task LoadAsync() => Registration = await accounts.RegistrationAsync();
}
