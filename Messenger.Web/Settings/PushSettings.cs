using System.Net;
using MimeKit;

namespace Messenger.Web;

/// <summary>Every key under <c>Push:</c> (environment form <c>Push__Contact</c>): how push services of browsers are spoken to.</summary>
public sealed record PushSettings
{
    public const string Section = "Push";

    /// <summary>Whom a push service turns to about us, such as mailto:ann@example.org; Messenger:PublicUrl where there is none. Apple's refuses whoever names nobody.</summary>
    public string? Contact { get; init; }

    /// <summary>Push services beside those of the known browsers, such as https://push.example.org.</summary>
    public required IReadOnlyList<Uri> Hosts { get; init; }

    /// <param name="home">Messenger:PublicUrl.</param>
    public static PushSettings Read(SettingsReader keys, Uri? home) => new()
    {
        Contact = keys.Read("Contact", "is an address that can be reached from anywhere, such as mailto:ann@example.org or https://example.org", Checked)
            ?? (home is { Scheme: "https" } && IsReachable(home.IdnHost) ? home.AbsoluteUri : null),
        Hosts = keys.List("Hosts", "are addresses without a path, parted by commas, such as https://push.example.org", Origin),
    };

    // Apple's push service answers 403 to a bare address, and to any at a name that only this network knows.
    static string Checked(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address switch
    {
        { Scheme: "https", UserInfo: "" } => IsReachable(address.IdnHost),
        { Scheme: "mailto", Query: "" } => MailboxAddress.TryParse(text["mailto:".Length..], out var mailbox) && mailbox.Address == text["mailto:".Length..] && IsReachable(mailbox.Domain),
        _ => false,
    } ? text : throw new FormatException();

    static bool IsReachable(string host) => host.Contains('.') && !IPAddress.TryParse(host, out _)
        && !new[] { ".localhost", ".local", ".internal", ".lan", ".home.arpa", ".test", ".invalid" }.Any(end => host.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    static Uri Origin(string text) => Settings.Origin(text) is { Scheme: "https" or "http" } address ? address : throw new FormatException();
}
