using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page of my passkeys, and of adding one: first the password, then the browser makes it.</summary>
[RateLimit(Limit.Start)]
public sealed class PasskeysModel(Passkeys passkeys, SecondFactors factors, PasskeyCeremonies ceremonies, PasswordTries tries, PublicAddress address) : AppPage
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Current { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    public IReadOnlyList<PasskeyView> Passkeys { get; private set; } = [];

    /// <summary>What the browser is to make, once the password was right.</summary>
    public PasskeyQuestion? Question { get; private set; }

    /// <summary>It is another way in, so it takes what logging in takes.</summary>
    public bool TakesCode { get; private set; }

    public string Domain => address.Home.Host;

    public async Task<IActionResult> OnPostAsync()
    {
        Name = Passkey.NameFrom(Name);
        await tries.AgainAsync(Me, () => factors.RequireAsync(Me, Current, Code), Code);
        Question = await ceremonies.AskToMakeAsync(Me);
        await LoadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostMadeAsync(string? seal, string? credential)
    {
        await passkeys.AddAsync(Me, await ceremonies.CheckMadeAsync(Me, seal, credential), Name);
        return LocalRedirect("/settings/passkeys?saved=true");
    }

    protected override async Task LoadAsync()
    {
        Passkeys = await passkeys.ListAsync(Me);
        TakesCode = await factors.IsOnAsync(Me.Id);
    }
}
