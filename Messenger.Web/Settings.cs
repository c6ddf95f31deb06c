using System.ComponentModel.DataAnnotations;

namespace Messenger.Web;

/// <summary>Every key under <c>Messenger:</c> (environment form <c>Messenger__DataPath</c>), checked at start.</summary>
public sealed record Settings
{
    /// <summary>Where the SQLite file, the keys and what people upload live; relative to the content root.</summary>
    [Required]
    public string DataPath { get; init; } = "data";

    /// <summary>open: anybody may make an account. closed: nobody, once there is an admin.</summary>
    [RegularExpression("open|closed", ErrorMessage = "Messenger:Registration is open or closed.")]
    public string Registration { get; init; } = "open";

    /// <summary>The address people type, such as https://chat.example.org; needed behind TLS, and for the links in mails.</summary>
    [Url(ErrorMessage = "Messenger:PublicUrl is a full address, such as https://chat.example.org.")]
    public string? PublicUrl { get; init; }

    /// <summary>Addresses of reverse proxies, parted by commas, whose X-Forwarded-For and -Proto are believed.</summary>
    public string TrustedProxies { get; init; } = "";

    /// <summary>on, or off for load tests only.</summary>
    [RegularExpression("on|off", ErrorMessage = "Messenger:RateLimits is on or off.")]
    public string RateLimits { get; init; } = "on";

    /// <summary>The largest file that can be sent, in MB.</summary>
    [Range(1, 2000, ErrorMessage = "Messenger:UploadLimit is a number of MB, 1 to 2000.")]
    public int UploadLimit { get; init; } = 50;

    /// <summary>The largest request with files, in MB: all files of one message together.</summary>
    [Range(1, 2000, ErrorMessage = "Messenger:RequestLimit is a number of MB, 1 to 2000.")]
    public int RequestLimit { get; init; } = 100;

    /// <summary>
    /// Keys of access tokens, 32 random bytes or more in base64, parted by commas: the first signs, all verify. Empty: made at the
    /// first start and kept in the data folder. Several nodes need the same ones.
    /// </summary>
    public string SigningKeys { get; init; } = "";

    public bool IsSecure => PublicUrl?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) is true;
}
