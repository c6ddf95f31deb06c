namespace Messenger.Web;

/// <summary>Changes settings while the messenger runs, if they make sense.</summary>
public sealed class SettingsEditor(LiveSettings live, StoredSettings kept)
{
    /// <param name="wanted">As they would be configured; null or nothing: no longer set here.</param>
    public async Task SaveAsync(Actor me, IReadOnlyDictionary<string, string?> wanted)
    {
        if (wanted.Keys.FirstOrDefault(live.IsFixed) is { } fixedOne)
        {
            throw new Refused(Reason.Conflict, "setting_fixed", $"{fixedOne} is configured, so it can only be changed there.");
        }

        var trimmed = wanted.ToDictionary(one => one.Key, one => string.IsNullOrWhiteSpace(one.Value) ? null : one.Value.Trim());
        try
        {
            live.Try(trimmed);
        }
        catch (WrongSetting wrong)
        {
            throw Refusal(wrong);
        }

        await kept.SaveAsync(me, trimmed);
        await live.RefreshAsync();
    }

    static Refused Refusal(WrongSetting wrong) => wrong.Key.Split(':')[^1] switch
    {
        nameof(ServerSettings.Name) => Refused.Invalid("server_name_wrong", "A name of one line, at most 40 characters.", nameof(ServerSettings.Name)),
        nameof(ServerSettings.RegistrationDomains) => Refused.Invalid("domains_wrong", "Domains such as example.org, parted by commas.", nameof(ServerSettings.RegistrationDomains)),
        nameof(ServerSettings.UploadLimit) => Refused.Invalid("upload_limit_wrong", "A whole number of MB, from 1 to 2000.", nameof(ServerSettings.UploadLimit)),
        nameof(ServerSettings.RequestLimit) => Refused.Invalid("upload_limit_high", "This is more than a whole message may bring: that limit is configured.", nameof(ServerSettings.UploadLimit)),
        nameof(ServerSettings.Quota) => Refused.Invalid("quota_wrong", "A whole number of MB, or nothing.", nameof(ServerSettings.Quota)),
        var other => Refused.Invalid("setting_wrong", "This is not one of the choices.", other),
    };
}
