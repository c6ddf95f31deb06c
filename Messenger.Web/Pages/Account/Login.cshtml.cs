using Messenger.Domain;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The door. A text that was on its way when the session ended comes along and is shown again inside.</summary>
[AllowAnonymous]
public sealed class LoginModel : AppPage
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public bool Remember { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Comes from the page that set a new password.</summary>
    [FromQuery]
    public bool Changed { get; set; }

    public UnsentDraft? Draft { get; private set; }

    /// <summary>Logged in by this very request, with a text to look at before anything else.</summary>
    public bool IsBack { get; private set; }

    public LoginForm Form => new(Email, Remember, ReturnUrl, Draft);

    public IActionResult OnGet()
    {
        Remember = true;
        return HttpContext.FindMe() is null ? Page() : Inside();
    }

    // Only who sends it needs the database: the first page after a start is not to wait for it.
    public async Task<IActionResult> OnPostAsync([FromServices] PasswordTries tries, [FromServices] Sessions sessions)
    {
        Draft = await UnsentDraft.OfAsync(Request);
        var user = await tries.LogInAsync(HttpContext, Email, Password, Remember);
        await HttpContext.SignInAsync(await sessions.StartAsync(user, Request.Headers.UserAgent.ToString(), HttpContext.Address()), Remember);

        IsBack = Draft?.Action is not null;
        return IsBack ? Page() : Inside();
    }

    LocalRedirectResult Inside() => BackTo(ReturnUrl, otherwise: "/");
}

/// <summary>What the log-in form shows, on its own page or on the error page of a post that came too late.</summary>
public sealed record LoginForm(string? Email, bool Remember, string? ReturnUrl, UnsentDraft? Draft);
