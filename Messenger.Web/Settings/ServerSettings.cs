namespace Messenger.Web;

/// <summary>The keys under <c>Messenger:</c> that an admin may change while the messenger runs, where they are not configured.</summary>
public sealed record ServerSettings
{
    public const int NameLimit = 40;

    const int MostMegabytes = 2000, MostQuota = 10_000_000;

    /// <summary>Who is away for a week still finds what was said; more than ten years is for good.</summary>
    public const int LeastRetention = 7, MostRetention = 3650;

    /// <summary>What people read as the name of this messenger.</summary>
    public required string Name { get; init; }

    /// <summary>open: anybody may make an account. invite: whoever has an invitation, into a group too. closed: only whom an admin invites.</summary>
    public required string Registration { get; init; }

    /// <summary>Domains of mail addresses that accounts are for; none: any.</summary>
    public required IReadOnlyList<string> RegistrationDomains { get; init; }

    /// <summary>The largest file that can be sent, in MB.</summary>
    public required int UploadLimit { get; init; }

    /// <summary>The largest request with files, in MB: all files of one message together.</summary>
    public required int RequestLimit { get; init; }

    /// <summary>What the files of one person may take together, in MB; null: as much as there is.</summary>
    public required int? Quota { get; init; }

    /// <summary>How many days messages are kept; null: for good.</summary>
    public required int? RetentionDays { get; init; }

    public static ServerSettings Read(SettingsReader keys)
    {
        var uploadLimit = keys.Number("UploadLimit", 50, MostMegabytes, "a number of MB");
        // One file has to fit into its request.
        var requestLimit = keys.Number("RequestLimit", Math.Max(100, uploadLimit), MostMegabytes, "a number of MB");
        return new()
        {
            Name = keys.Read("Name", $"is a name of one line, at most {NameLimit} characters", NameOf) ?? "Messenger",
            Registration = keys.OneOf("Registration", "open", "invite", "closed"),
            RegistrationDomains = keys.List("RegistrationDomains", "are domains of mail addresses, parted by commas, such as example.org", Domain),
            UploadLimit = uploadLimit,
            RequestLimit = requestLimit >= uploadLimit ? requestLimit : throw keys.Wrong("RequestLimit", "is at least as much as Messenger:UploadLimit, for a file has to fit into its request"),
            Quota = keys.Number("Quota", 0, MostQuota, "a number of MB") is > 0 and var megabytes ? megabytes : null,
            RetentionDays = keys.Number("RetentionDays", 0, MostRetention, "a number of days", LeastRetention) is > 0 and var days ? days : null,
        };
    }

    /// <summary>Whether messages are kept for a shorter time than by others, or for some time and not for good.</summary>
    public bool ErasesMoreThan(ServerSettings other) => RetentionDays is { } days && (other.RetentionDays is not { } before || days < before);

    /// <summary>As it would be configured; null where there is none.</summary>
    public string? ValueOf(string key) => key switch
    {
        nameof(Name) => Name,
        nameof(Registration) => Registration,
        nameof(RegistrationDomains) => RegistrationDomains.Count > 0 ? string.Join(", ", RegistrationDomains) : null,
        nameof(UploadLimit) => $"{UploadLimit}",
        nameof(RetentionDays) => RetentionDays is { } days ? $"{days}" : null,
        nameof(Quota) => Quota is { } megabytes ? $"{megabytes}" : null,
        _ => throw new ArgumentOutOfRangeException(nameof(key)),
    };

    static string Domain(string text) => Uri.CheckHostName(text) is UriHostNameType.Dns && text.Contains('.') ? text : throw new FormatException();

    static string NameOf(string text)
    {
        try
        {
            return TextRules.Name(text, "name", NameLimit)!;
        }
        catch (Refused odd)
        {
            throw new FormatException(odd.Message, odd);
        }
    }
}
