using System.Text;
using System.Text.RegularExpressions;

namespace Messenger.Web;

/// <summary>Every key under <c>Turn:</c> (environment form <c>Turn__Urls</c>): what browsers find their way to each other with.</summary>
public sealed partial record TurnSettings
{
    public const string Section = "Turn";

    const int LeastSecret = 16;

    /// <summary>Such as stun:turn.example.org and turns:turn.example.org:5349?transport=tcp; none: calls go straight or not at all.</summary>
    public required IReadOnlyList<string> Urls { get; init; }

    /// <summary>What coturn has as static-auth-secret; needed for turn: and turns:.</summary>
    public string? Secret { get; init; }

    /// <summary>A file that holds the secret, and nothing else; relative to the program's folder.</summary>
    public string? SecretFile { get; init; }

    /// <summary>What credentials are made with.</summary>
    public byte[] Key => Encoding.UTF8.GetBytes(Secret!);

    /// <param name="home">What a relative path is relative to.</param>
    public static TurnSettings Read(SettingsReader keys, string home)
    {
        const string secret = "is the static-auth-secret of the TURN server, 16 characters or more";
        const string file = "is a file with the static-auth-secret of the TURN server in it, 16 characters or more";
        var settings = new TurnSettings
        {
            Urls = keys.List("Urls", "are addresses, parted by commas, such as stun:turn.example.org or turns:turn.example.org:5349?transport=tcp", Address),
            Secret = keys.Read("Secret", secret, Checked),
            SecretFile = keys.Read("SecretFile", file, path => Checked(File.ReadAllText(Path.GetFullPath(path, home)).Trim())),
        };
        return settings switch
        {
            { Secret: not null, SecretFile: not null } => throw keys.Wrong("SecretFile", "takes the place of Turn:Secret; set one of them"),
            { Urls: [], Secret: not null } or { Urls: [], SecretFile: not null } => throw keys.Wrong("Urls", "is needed with a secret"),
            { Secret: null, SecretFile: null } when settings.Urls.Any(IsTurn) => throw keys.Wrong("Secret", "is needed for turn: and turns:, or Turn:SecretFile"),
            _ => settings with { Secret = settings.Secret ?? settings.SecretFile },
        };
    }

    /// <summary>Whether it passes on what cannot go straight, for whoever has a credential.</summary>
    public static bool IsTurn(string url) => url.StartsWith("turn", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where a server is, and whether it is spoken to by TCP (or TLS) rather than by UDP.</summary>
    public static (string Host, int Port, bool IsTcp) Parse(string url)
    {
        var parts = IceUrl().Match(url);
        var isSecure = parts.Groups["secure"].Length > 0;
        var port = parts.Groups["port"] is { Length: > 0 } given ? int.Parse(given.Value, null) : isSecure ? 5349 : 3478;
        return (parts.Groups["host"].Value.Trim('[', ']'), port, isSecure || url.EndsWith("tcp", StringComparison.OrdinalIgnoreCase));
    }

    static string Address(string text) =>
        IceUrl().Match(text) is { Success: true } url && int.Parse($"0{url.Groups["port"].Value}", null) <= ushort.MaxValue ? text : throw new FormatException();

    static string Checked(string text) => text.Length >= LeastSecret ? text : throw new FormatException();

    // RFC 7064 and RFC 7065; only TURN has a transport.
    [GeneratedRegex(@"^(stun|turn)(?<secure>s?):(?<host>[^\]\[\s/?#@:]+|\[[0-9a-f:.]+\])(?::(?<port>[0-9]{1,5}))?(?:(?<=^turn.*)\?transport=(?:udp|tcp))?$", RegexOptions.IgnoreCase)]
    private static partial Regex IceUrl();
}
