namespace Messenger.Web;

/// <summary>Changes settings while the messenger runs, if they make sense.</summary>
public sealed class SettingsEditor(LiveSettings live, StoredSettings kept)
{
    /// <param name="wanted">As they would be configured; null or nothing: no longer set here.</param>
    public async Task SaveAsync(Actor me, IReadOnlyDictionary<string, string?> wanted)
    {
        Try(wanted);
        await kept.SaveAsync(me, Trimmed(wanted));
        await live.RefreshAsync();
    }

    /// <summary>What they would be, or why they cannot be so.</summary>
    public ServerSettings Try(IReadOnlyDictionary<string, string?> wanted)
    {
        if (wanted.Keys.FirstOrDefault(live.IsFixed) is { } fixedOne)
        {
            throw new Refused(Reason.Conflict, "setting_fixed", $"{fixedOne} is configured, so it can only be changed there.");
        }

        try
        {
            return live.Try(Trimmed(wanted));
        }
        catch (WrongSetting wrong)
        {
            throw Refusal(wrong);
        }
    }

    static Dictionary<string, string?> Trimmed(IReadOnlyDictionary<string, string?> wanted) =>
        wanted.ToDictionary(one => one.Key, one => string.IsNullOrWhiteSpace(one.Value) ? null : one.Value.Trim());

    static Refused Refusal(WrongSetting wrong) => wrong.Key.Split(':')[^1] switch
    {
        nameof(ServerSettings.Name) => Refused.Invalid("server_name_wrong", "A name of one line, at most 40 characters.", nameof(ServerSettings.Name)),
        nameof(ServerSettings.RegistrationDomains) => Refused.Invalid("domains_wrong", "Domains such as example.org, parted by commas.", nameof(ServerSettings.RegistrationDomains)),
        nameof(ServerSettings.UploadLimit) => Refused.Invalid("upload_limit_wrong", "A whole number of MB, from 1 to 2000.", nameof(ServerSettings.UploadLimit)),
        nameof(ServerSettings.RequestLimit) => Refused.Invalid("upload_limit_high", "This is more than a whole message may bring: that limit is configured.", nameof(ServerSettings.UploadLimit)),
        nameof(ServerSettings.Quota) => Refused.Invalid("quota_wrong", "A whole number of MB, or nothing.", nameof(ServerSettings.Quota)),
        nameof(ServerSettings.RetentionDays) => Refused.Invalid("retention_wrong", "A whole number of days, from 7 to 3650, or nothing.", nameof(ServerSettings.RetentionDays)),
        var other => Refused.Invalid("setting_wrong", "This is not one of the choices.", other),
    };
}
