using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>
/// The page to which the address of an invitation leads (/join/SECRET). The address is opened once and
/// then left: a cookie has the secret, so that no history, no log, no other page and no way back from
/// the log-in has it in an address. Looking uses nothing up.
/// </summary>
[AllowAnonymous, RateLimit(Limit.Link, IsForReading = true)]
public sealed class JoinModel(Invitations invitations, Accounts accounts, Sessions sessions, PasswordTries tries, RegistrationPolicy policy) : RegisterFields
{
    const string Cookie = "invitation", Here = "/join";

    static readonly TimeSpan patience = TimeSpan.FromHours(1);

    [BindProperty(SupportsGet = true)]
    public string? Token { get; set; }

    /// <summary>Null: there is none with such a secret.</summary>
    public OpenedInvitation? Opened { get; private set; }

    public bool IsStranger => HttpContext.FindMe() is null;

    /// <summary>What addresses of new accounts have to end with.</summary>
    public IReadOnlyCollection<string> Domains => Opened is { IsOfServer: true } ? [] : policy.Domains;

    public IActionResult OnGet()
    {
        if (Request.Query.ContainsKey("token"))
        {
            Response.Headers["Referrer-Policy"] = "no-referrer";
            Response.Cookies.Append(Cookie, Token ?? "", new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = Request.IsHttps, MaxAge = patience });
            return LocalRedirect(Here);
        }

        if (Token is null)
        {
            return LocalRedirect("/");
        }

        Response.StatusCode = Opened switch
        {
            null => StatusCodes.Status404NotFound,
            { State: not InvitationState.Open } => StatusCodes.Status410Gone,
            _ => StatusCodes.Status200OK,
        };
        return Page();
    }

    /// <summary>Into the group, with the account I have.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (IsStranger)
        {
            return Unauthorized();
        }

        var chat = await invitations.JoinAsync(Me.Id, Token);
        Response.Cookies.Delete(Cookie);
        return LocalRedirect($"/chats/{chat}");
    }

    public async Task<IActionResult> OnPostRegisterAsync()
    {
        await RegisterAsync(accounts, sessions, tries, Token ?? "");
        Response.Cookies.Delete(Cookie);
        return LocalRedirect("/");
    }

    protected override async Task LoadAsync()
    {
        Token ??= Request.Cookies[Cookie];
        Opened = Token is null ? null : await invitations.FindAsync(Token);
    }
}
