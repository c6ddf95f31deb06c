using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Messenger.Web;

/// <summary>Sets up passkeys (WebAuthn): how they are asked for, and where a log-in page asks for what to sign.</summary>
static class PasskeyServices
{
    public static void AddPasskeys(this IServiceCollection services) => services
        .AddScoped<PasskeyCeremonies>().AddScoped<IPasskeyHandler<User>, PasskeyHandler<User>>().ConfigureOptions<PasskeyRules>();

    /// <summary>Not with the page: that is not to wait for what Identity needs, and most log in otherwise.</summary>
    public static void MapPasskeys(this WebApplication app) => app.MapMethods("/account/passkey", ReadMethods.GetAndHead, async (PasskeyCeremonies ceremonies) =>
    {
        var asked = await ceremonies.AskToShowAsync();
        return Results.Text($$"""{"options":{{asked.Options}},"seal":"{{asked.Seal}}"}""", "application/json");
    });
}

/// <summary>
/// The rules by which passkeys are asked for: they are bound to our name, and themselves ask for a finger, a face or a PIN.
/// </summary>
sealed class PasskeyRules(IOptions<Settings> settings) : IConfigureOptions<IdentityPasskeyOptions>
{
    public void Configure(IdentityPasskeyOptions options)
    {
        options.ServerDomain = settings.Value.PublicUrl?.Host;
        (options.UserVerificationRequirement, options.ResidentKeyRequirement) = ("required", "required");
        options.ValidateOrigin = origin => ValueTask.FromResult(!origin.CrossOrigin && origin.Origin == OriginOf(origin.HttpContext));
    }

    // Where people are, whatever Host a proxy sends.
    string OriginOf(HttpContext http) => settings.Value.PublicUrl?.GetLeftPart(UriPartial.Authority) ?? $"{http.Request.Scheme}://{http.Request.Host}";
}
