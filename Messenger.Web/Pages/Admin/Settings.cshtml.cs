using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>What an admin may change while the messenger runs.</summary>
[RateLimit(Limit.Start)]
public sealed class ServerSettingsModel(LiveSettings live, SettingsEditor editor, Texts texts) : AdminPage
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Registration { get; set; }

    [BindProperty]
    public string? RegistrationDomains { get; set; }

    [BindProperty]
    public string? UploadLimit { get; set; }

    [BindProperty]
    public string? Quota { get; set; }

    [FromQuery]
    public bool Saved { get; set; }

    public IReadOnlyList<(string Value, string Label)> Registrations =>
        [("open", texts["Anybody may make one"]), ("invite", texts["Whoever is invited, into a group too"]), ("closed", texts["Only whom an admin invites"])];

    public void OnGet() =>
        (Name, Registration, RegistrationDomains, UploadLimit, Quota) =
            (live.Now.Name, live.Now.Registration, live.Now.ValueOf(nameof(RegistrationDomains)), live.Now.ValueOf(nameof(UploadLimit)), live.Now.ValueOf(nameof(Quota)));

    public async Task<IActionResult> OnPostAsync()
    {
        var sent = new Dictionary<string, string?>
        {
            [nameof(Name)] = Name, [nameof(Registration)] = Registration, [nameof(RegistrationDomains)] = RegistrationDomains,
            [nameof(UploadLimit)] = UploadLimit, [nameof(Quota)] = Quota,
        };
        // What was left as it is stays a default, if it is one.
        await editor.SaveAsync(Actor, sent.Where(one => !IsFixed(one.Key) && one.Value != (live.Now.ValueOf(one.Key) ?? "")).ToDictionary());
        return LocalRedirect("/admin/settings?saved=true");
    }

    public bool IsFixed(string name) => live.IsFixed(name);
}
