using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>The page of when and where I am notified: this device, quiet hours, the tone.</summary>
[RateLimit(Limit.Send)]
public sealed class NotificationsModel(PushSubscriptions subscriptions, Profiles profiles, TimeProvider time, Texts texts) : AppPage
{
    [BindProperty(Name = "quiet_from")]
    public string? QuietFrom { get; set; }

    [BindProperty(Name = "quiet_to")]
    public string? QuietTo { get; set; }

    /// <summary>What became of a test.</summary>
    [FromQuery]
    public PushOutcome? Tested { get; set; }

    /// <summary>Null while nothing is pushed to this browser.</summary>
    public PushDevice? Device { get; private set; }

    public string Zone => TimeZoneChoices.Label(TimeZoneInfo.FindSystemTimeZoneById(Me.Preferences.TimeZone), time.GetUtcNow(), texts);

    public async Task<IActionResult> OnPostAsync(bool sound)
    {
        var quiet = QuietHours.Checked(QuietFrom, QuietTo);
        SoundPreference.Choose(HttpContext, sound);
        await profiles.SavePreferencesAsync(Me.Id, Me.Preferences with { Quiet = $"{quiet}" });
        return LocalRedirect("/settings/notifications?saved=true");
    }

    protected override async Task LoadAsync()
    {
        Device = await subscriptions.FindAsync(Me);
        if (!HttpMethods.IsPost(Request.Method) && QuietHours.Read(Me.Preferences.Quiet) is { } quiet)
        {
            (QuietFrom, QuietTo) = ($"{quiet.From:HH\\:mm}", $"{quiet.To:HH\\:mm}");
        }
    }
}
