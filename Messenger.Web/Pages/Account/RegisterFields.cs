using System.Globalization;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The fields that are asked of who makes an account: on the page for everybody, and on that of an invitation.</summary>
public abstract class RegisterFields : AppPage
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

    /// <summary>Makes the account, and comes in with it.</summary>
    protected async Task RegisterAsync(Accounts accounts, Sessions sessions, PasswordTries tries, string? invitation = null)
    {
        var preferences = Preferences.From(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, "", "", TimeZone);
        var user = await tries.RegisterAsync(HttpContext, Email, () => accounts.RegisterAsync(Username, Email, Password, FullName, preferences, invitation));
        await HttpContext.SignInAsync(await sessions.StartAsync(user.Id, Request.Headers.UserAgent.ToString(), HttpContext.Address()), isRemembered: true);
    }
}

/// <summary>The form with what was typed into it.</summary>
/// <param name="Domains">What addresses have to end with; none: anything.</param>
/// <param name="Invitation">The secret of the invitation that it is for.</param>
public sealed record RegisterForm(string Action, RegisterFields Typed, IReadOnlyCollection<string> Domains, string? Invitation = null);
