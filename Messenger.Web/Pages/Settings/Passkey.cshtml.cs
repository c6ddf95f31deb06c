using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page of one of my passkeys: its name, and removing it.</summary>
[RateLimit(Limit.Start)]
public sealed class PasskeyModel(Passkeys passkeys, PasswordTries tries) : AppPage
{
    [BindProperty(SupportsGet = true)]
    public string? Id { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Current { get; set; }

    public PasskeyView? Shown { get; private set; }

    public IActionResult OnGet() => Shown is null ? LocalRedirect("/settings/passkeys") : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        await passkeys.RenameAsync(Me, Id, Name);
        return LocalRedirect("/settings/passkeys?saved=true");
    }

    public async Task<IActionResult> OnPostRemoveAsync()
    {
        await tries.AgainAsync(Me, () => passkeys.RemoveAsync(Me, Id, Current));
        return LocalRedirect("/settings/passkeys?saved=true");
    }

    protected override async Task LoadAsync()
    {
        Shown = Id is null ? null : (await passkeys.ListAsync(Me)).FirstOrDefault(passkey => passkey.Id == Id) ?? throw Refused.NotFound();
        Name ??= Shown?.Name;
    }
}
