using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>
/// The page to log in on. A text that was on its way when the session ended comes along and is shown again inside.
/// </summary>
[AllowAnonymous]
public sealed class LoginModel : AppPage
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public bool Remember { get; set; }

    /// <summary>Of the second step: that the first was done. Of a passkey: what it was asked.</summary>
    [BindProperty]
    public string? Seal { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Comes from the page that set a new password.</summary>
    [FromQuery]
    public bool Changed { get; set; }

    /// <summary>Comes from the page that asks for an account to be deleted.</summary>
    [FromQuery]
    public bool Leaving { get; set; }

    public UnsentDraft? Draft { get; private set; }

    /// <summary>The password was right, and a code is asked for.</summary>
    public SecondStep? SecondStep { get; private set; }

    /// <summary>Logged in by this very request, with a text to look at before anything else.</summary>
    public bool IsBack { get; private set; }

    public LoginForm Form => new(Email, Remember, ReturnUrl, Draft);

    public IActionResult OnGet()
    {
        Remember = true;
        return HttpContext.FindMe() is null ? Page() : Inside();
    }

    // Only who sends it needs the database: the first page after a start is not to wait for EF (450 ms and 26 MB).
    public async Task<IActionResult> OnPostAsync([FromServices] PasswordTries tries, [FromServices] SecondFactors factors, [FromServices] HalfLogIns halves)
    {
        Draft = await UnsentDraft.ReadAsync(Request);
        var user = await tries.ProveAsync(HttpContext, Email, Password);
        if (await factors.IsOnAsync(user.Id))
        {
            SecondStep = new SecondStep(halves.Seal(user, Remember), ReturnUrl, Draft);
            return Page();
        }

        return await EnterAsync(await tries.EnterAsync(HttpContext, user, null, Remember));
    }

    public async Task<IActionResult> OnPostCodeAsync(
        string? code, string? recovery, [FromServices] PasswordTries tries, [FromServices] HalfLogIns halves)
    {
        Draft = await UnsentDraft.ReadAsync(Request);
        (var user, Remember) = await halves.OpenAsync(Seal);
        SecondStep = new SecondStep(Seal!, ReturnUrl, Draft);
        return await EnterAsync(await tries.EnterAsync(HttpContext, user, recovery ?? code ?? "", Remember));
    }

    public async Task<IActionResult> OnPostPasskeyAsync(string? credential, [FromServices] PasswordTries tries, [FromServices] PasskeyCeremonies ceremonies)
    {
        Draft = await UnsentDraft.ReadAsync(Request);
        return await EnterAsync(await tries.EnterAsync(HttpContext, () => ceremonies.CheckShownAsync(Seal, credential), Remember));
    }

    async Task<IActionResult> EnterAsync(Session session)
    {
        await HttpContext.SignInAsync(session, Remember);
        IsBack = Draft?.Action is not null;
        return IsBack ? Page() : Inside();
    }

    LocalRedirectResult Inside() => BackTo(ReturnUrl, otherwise: "/");
}

/// <summary>The contents of the log-in form, on its own page or on the error page of a post that came too late.</summary>
public sealed record LoginForm(string? Email, bool Remember, string? ReturnUrl, UnsentDraft? Draft);

/// <summary>The fields that the form for a code carries along.</summary>
/// <param name="Seal">That the password was right.</param>
public sealed record SecondStep(string Seal, string? ReturnUrl, UnsentDraft? Draft);
