using System.Net;

namespace Messenger.Web;

/// <summary>Every key under <c>Messenger:</c> (environment form <c>Messenger__DataPath</c>) that stays as it was at the start; the others are <see cref="ServerSettings"/>.</summary>
public sealed record Settings
{
    public const string Section = "Messenger";

    public const int LeastKeyBytes = 32;

    // Of the 30 that the end may take; the rest is for requests.
    const int MostDrainSeconds = 15;

    /// <summary>Where the SQLite file and what people upload live; relative to the program's folder.</summary>
    public required string DataPath { get; init; }

    /// <summary>The address people type, such as https://chat.example.org; needed behind TLS, and for the links in mails. Nothing but scheme, host and port.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Networks of reverse proxies (an address is one of its own) whose X-Forwarded-For and -Proto are believed.</summary>
    public required IReadOnlyList<IPNetwork> TrustedProxies { get; init; }

    /// <summary>on, or off for load tests only.</summary>
    public required string RateLimits { get; init; }

    /// <summary>
    /// Keys of access tokens, 32 random bytes or more: the first signs, all verify. None: made at the first start and kept in the database.
    /// </summary>
    public required IReadOnlyList<byte[]> SigningKeys { get; init; }

    /// <summary>
    /// How long a node that is asked to end (SIGTERM) goes on, not ready any more, before it closes anything: two intervals of whoever asks for
    /// /health/ready. It does not wait when nobody asked.
    /// </summary>
    public required int DrainSeconds { get; init; }

    /// <summary>text, for people; json: a line an event, for what gathers logs.</summary>
    public required string LogFormat { get; init; }

    public bool IsSecure => PublicUrl?.Scheme == Uri.UriSchemeHttps;

    /// <param name="home">What a relative path is relative to.</param>
    public static Settings Read(SettingsReader keys, string home) => new()
    {
        DataPath = Writable(keys, home),
        PublicUrl = keys.Read("PublicUrl", "is a full address without a path, such as https://chat.example.org", WebAddress),
        TrustedProxies = keys.List("TrustedProxies", "are addresses or networks, parted by commas, such as 10.0.0.2 or 172.16.0.0/12", Network),
        RateLimits = keys.OneOf("RateLimits", "on", "off"),
        SigningKeys = keys.List("SigningKeys", "are at least 32 bytes each, in base64, parted by commas", SigningKey),
        LogFormat = keys.OneOf("LogFormat", "text", "json"),
        DrainSeconds = keys.Number("DrainSeconds", 4, MostDrainSeconds, "a number of seconds"),
    };

    /// <summary>Scheme, host and port, and nothing else.</summary>
    public static Uri Origin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Host.Length: > 0, AbsolutePath: "/" or "", Query: "", Fragment: "", UserInfo: "" }
            ? address
            : throw new FormatException();

    /// <summary>A folder, made if need be, in which something was written just now.</summary>
    public static string WritableFolder(string path, string home)
    {
        var folder = Directory.CreateDirectory(Path.GetFullPath(path, home)).FullName;
        using var tried = new FileStream(Path.Combine(folder, $".{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        return folder;
    }

    static Uri WebAddress(string text) => Origin(text) is { Scheme: "http" or "https" } address ? address : throw new FormatException();

    static IPNetwork Network(string text)
    {
        if (text.Contains('/'))
        {
            return IPNetwork.Parse(text);
        }

        var address = IPAddress.Parse(text);
        return new IPNetwork(address, address.GetAddressBytes().Length * 8);
    }

    static byte[] SigningKey(string text) => Convert.FromBase64String(text) is { Length: >= LeastKeyBytes } key ? key : throw new FormatException();

    // Tried, because it would fail later anyway: with the first picture, or the next key.
    static string Writable(SettingsReader keys, string home)
    {
        const string right = "is a folder that can be written to; a relative one lies in the program's folder";
        return keys.Read("DataPath", right, path => WritableFolder(path, home)) ?? keys.Understand("DataPath", right, path => WritableFolder(path, home), "data");
    }
}
