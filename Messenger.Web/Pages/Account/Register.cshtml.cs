using System.Globalization;
using Messenger.Domain;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Messenger.Web.Pages;

[AllowAnonymous]
public sealed class RegisterModel(Accounts accounts, Sessions sessions, Throttle throttle, IOptions<Settings> settings) : PasswordPage
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
    public bool IsFirst { get; private set; }

    public bool IsClosed => !IsFirst && settings.Value.Registration == "closed";

    public IActionResult OnGet() => HttpContext.FindMe() is null ? Page() : LocalRedirect("/");

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (IsClosed)
        {
            Response.StatusCode = StatusCodes.Status403Forbidden;
            return Page();
        }

        throttle.Try(Email ?? "", HttpContext.Address());
        var preferences = Preferences.From(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, "", "", TimeZone);
        var user = await accounts.RegisterAsync(Username, Email, Password, FullName, preferences);
        await HttpContext.SignInAsync(await sessions.StartAsync(user.Id, Request.Headers.UserAgent.ToString(), HttpContext.Address()), isRemembered: true);
        return LocalRedirect("/");
    }

    protected override async Task LoadAsync() => IsFirst = !await accounts.AnybodyAsync();
}
