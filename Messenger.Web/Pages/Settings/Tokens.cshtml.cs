using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>
/// The page of the tokens that my programs show instead of my password. The answer
/// to making one is the only page that ever has its secret.
/// </summary>
[KeepsFields(Except = new[] { "current", "code" }), RateLimit(Limit.Start)]
public sealed class TokensModel(PersonalTokens tokens, SecondFactors factors, PasswordTries tries, Chats chats) : AppPage
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Current { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    public IReadOnlyList<TokenView> Tokens { get; private set; } = [];

    /// <summary>It is another way in, so it takes what logging in takes.</summary>
    public bool TakesCode { get; private set; }

    public string? Secret { get; private set; }

    public string? Curl { get; private set; }

    public async Task<IActionResult> OnPostAsync()
    {
        Name = PersonalTokens.NameFrom(Name);
        Secret = (await tries.AgainAsync(Me, () => tokens.CreateAsync(Me, Name, Current, Code), Code)).Secret;
        // Into my notes: a line that was tried out must not surprise anybody else.
        var notes = await chats.DirectAsync(Me.Id, Me.Id);
        var address = $"{Request.Scheme}://{Request.Host}/api/chats/{notes}/messages";
        Curl = $"curl -H \"Authorization: Bearer {Secret}\" -H \"Content-Type: text/plain\" -d \"Hello\" {address}";
        await LoadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid token)
    {
        await tokens.RevokeAsync(Me, token);
        return LocalRedirect("/settings/tokens?saved=true");
    }

    protected override async Task LoadAsync()
    {
        Tokens = await tokens.ListAsync(Me);
        TakesCode = await factors.IsOnAsync(Me.Id);
    }
}
