using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page of who I am to others, and how the messenger looks to me.</summary>
[KeepsFields, RateLimit(Limit.Send)]
public sealed class SettingsModel(Profiles profiles) : AppPage
{
    [BindProperty(Name = "full_name")]
    public string? FullName { get; set; }

    [BindProperty]
    public string? Username { get; set; }

    [BindProperty(Name = "status")]
    public string? StatusLine { get; set; }

    [BindProperty(Name = "phone_number")]
    public string? Phone { get; set; }

    [BindProperty(Name = "shows_email")]
    public bool ShowsEmail { get; set; }

    [BindProperty(Name = "shows_phone")]
    public bool ShowsPhone { get; set; }

    /// <summary>A mail to verify the address was asked for.</summary>
    [FromQuery]
    public bool Asked { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        await profiles.SaveAsync(Me.Id, Username, FullName, StatusLine, Phone, ShowsEmail, ShowsPhone);
        return LocalRedirect("/settings?saved=true");
    }

    public async Task<IActionResult> OnPostLookAsync(string? language, string? theme, string? density, string? enter, [FromForm(Name = "time_zone")] string? timeZone)
    {
        EnterKeyPreference.Choose(HttpContext, enter);
        await profiles.SavePreferencesAsync(Me.Id, Preferences.From(language, theme, density, timeZone) with { Quiet = Me.Preferences.Quiet });
        return LocalRedirect("/settings?saved=true");
    }

    public IActionResult OnPostCalls(bool relay, bool lean)
    {
        new CallChoices(relay, lean).Keep(HttpContext);
        return LocalRedirect("/settings?saved=true");
    }

    protected override Task LoadAsync()
    {
        if (!HttpMethods.IsPost(Request.Method))
        {
            (FullName, Username, StatusLine, Phone) = (Me.FullName, Me.Username, Me.Status, Me.Phone);
            (ShowsEmail, ShowsPhone) = (Me.ShowsEmail, Me.ShowsPhone);
        }

        return Task.CompletedTask;
    }
}
