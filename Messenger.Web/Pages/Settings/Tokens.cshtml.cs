using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>What my programs show instead of my password. The answer to making one is the only page that ever has its secret.</summary>
[KeepsFields, RateLimit(Limit.Start)]
public sealed class TokensModel(PersonalTokens tokens, Chats chats) : AppPage
{
    [BindProperty]
    public string? Name { get; set; }

    [FromQuery]
    public bool Saved { get; set; }

    public IReadOnlyList<TokenView> Tokens { get; private set; } = [];

    public string? Secret { get; private set; }

    public string? Curl { get; private set; }

    public async Task<IActionResult> OnPostAsync()
    {
        Secret = (await tokens.CreateAsync(Me, Name)).Secret;
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

    protected override async Task LoadAsync() => Tokens = await tokens.ListAsync(Me);
}
