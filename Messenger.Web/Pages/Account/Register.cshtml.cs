using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

[AllowAnonymous]
public sealed class RegisterModel(Accounts accounts, Sessions sessions, PasswordTries tries, RegistrationPolicy policy) : RegisterFields
{
    /// <summary>Nobody is here yet: this account will be the admin's, also when registration is closed.</summary>
    public bool IsFirst => Registration is Registration.First;

    public bool IsClosed => Registration is Registration.Closed or Registration.Invited;

    /// <summary>Closed, but for those who have an invitation.</summary>
    public bool IsForInvited => Registration is Registration.Invited;

    /// <summary>What addresses may end with; the first one may end with anything.</summary>
    public IReadOnlyCollection<string> Domains => IsFirst ? [] : policy.Domains;

    Registration Registration { get; set; }

    public IActionResult OnGet() => HttpContext.FindMe() is null ? Page() : LocalRedirect("/");

    public async Task<IActionResult> OnPostAsync()
    {
        try
        {
            await RegisterAsync(accounts, sessions, tries);
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
