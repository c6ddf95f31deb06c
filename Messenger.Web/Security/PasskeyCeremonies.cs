using Microsoft.AspNetCore.Identity;

namespace Messenger.Web;

/// <summary>The question that a browser is asked, and what it brings back to be compared with the answer.</summary>
/// <param name="Options">JSON for navigator.credentials.</param>
/// <param name="Seal">Only we can make or read one.</param>
public sealed record PasskeyQuestion(string Options, string Seal);

/// <summary>A passkey that signed what it was asked to.</summary>
public sealed record ShownPasskey(User User, UserPasskeyInfo Passkey, DateTimeOffset AskedAt);

/// <summary>
/// Has passkeys made and shown (WebAuthn), by Identity's handler. What was asked travels with the page in
/// a seal, so that any node can check the answer and nothing has to be kept.
/// </summary>
public sealed class PasskeyCeremonies(IPasskeyHandler<User> handler, SealedTexts seals, IHttpContextAccessor accessor)
{
    const string ToShow = "passkey to show";

    // A log-in page may be open for a while before somebody comes back to it.
    static readonly TimeSpan lifetime = TimeSpan.FromHours(1);

    HttpContext Http => accessor.HttpContext!;

    public async Task<PasskeyQuestion> AskToShowAsync()
    {
        var asked = await handler.MakeRequestOptionsAsync(null, Http);
        return new PasskeyQuestion(asked.RequestOptionsJson, seals.Seal(ToShow, asked.AssertionState!));
    }

    /// <exception cref="Refused">It is none of ours, or the page was open for too long.</exception>
    public async Task<ShownPasskey> CheckShownAsync(string? seal, string? credential)
    {
        var (state, askedAt) = seals.Open(ToShow, seal, lifetime) ?? throw TooOld();
        var outcome = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = Http, CredentialJson = credential ?? "", AssertionState = state });
        return outcome is { Succeeded: true, User.IsActive: true } ? new ShownPasskey(outcome.User, outcome.Passkey, askedAt) : throw Passkey.Unusable();
    }

    public async Task<PasskeyQuestion> AskToMakeAsync(Me me)
    {
        var asked = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = $"{me.Id}", Name = me.Email, DisplayName = me.Name }, Http);
        return new PasskeyQuestion(asked.CreationOptionsJson, seals.Seal(ToMakeFor(me), asked.AttestationState!));
    }

    /// <exception cref="Refused">It does not answer what was asked.</exception>
    public async Task<UserPasskeyInfo> CheckMadeAsync(Me me, string? seal, string? credential)
    {
        var (state, _) = seals.Open(ToMakeFor(me), seal, lifetime) ?? throw TooOld();
        var outcome = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = Http, CredentialJson = credential ?? "", AttestationState = state });
        return outcome.Succeeded ? outcome.Passkey : throw new Refused(Reason.Invalid, "passkey_not_made", "No passkey was made. Try once more.", "");
    }

    static string ToMakeFor(Me me) => $"passkey to make for {me.SessionId}";

    static Refused TooOld() => new(Reason.Unknown, "passkey_too_old", "The page was open for too long. Try once more.", "");
}
