using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page of what an admin may change while the messenger runs.</summary>
[RateLimit(Limit.Start)]
public sealed class ServerSettingsModel(LiveSettings live, SettingsEditor editor, ILookups lookups, TimeProvider time, Texts texts) : AdminPage
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

    [BindProperty]
    public string? RetentionDays { get; set; }

    /// <summary>For how many days somebody has agreed to what that erases.</summary>
    [BindProperty]
    public string? Erases { get; set; }

    /// <summary>What is to be agreed to.</summary>
    public ErasureEstimate? Erasure { get; private set; }

    public IReadOnlyList<(string Value, string Label)> Registrations =>
        [("open", texts["Anybody may make one"]), ("invite", texts["Whoever is invited, into a group too"]), ("closed", texts["Only whom an admin invites"])];

    public void OnGet() =>
        (Name, Registration, RegistrationDomains, UploadLimit, Quota, RetentionDays) = (
            live.Now.Name, live.Now.Registration, live.Now.ValueOf(nameof(RegistrationDomains)), live.Now.ValueOf(nameof(UploadLimit)), live.Now.ValueOf(nameof(Quota)),
            live.Now.ValueOf(nameof(RetentionDays)));

    public async Task<IActionResult> OnPostAsync()
    {
        var sent = new Dictionary<string, string?>
        {
            [nameof(Name)] = Name, [nameof(Registration)] = Registration, [nameof(RegistrationDomains)] = RegistrationDomains,
            [nameof(UploadLimit)] = UploadLimit, [nameof(Quota)] = Quota, [nameof(RetentionDays)] = RetentionDays?.Trim(),
        };
        // What was left as it is stays a default, if it is one.
        var wanted = sent.Where(one => !IsFixed(one.Key) && (one.Value ?? "") != (live.Now.ValueOf(one.Key) ?? "")).ToDictionary();
        var next = editor.Try(wanted);
        if (next.ErasesMoreThan(live.Now) && Erases != next.ValueOf(nameof(RetentionDays)))
        {
            // As it is compared with what is agreed to.
            RetentionDays = next.ValueOf(nameof(RetentionDays));
            Erasure = await ErasureEstimate.GetAsync(lookups, time.GetUtcNow().AddDays(-next.RetentionDays!.Value));
            return Page();
        }

        await editor.SaveAsync(Actor, wanted);
        return LocalRedirect("/admin/settings?saved=true");
    }

    public bool IsFixed(string name) => live.IsFixed(name);
}
