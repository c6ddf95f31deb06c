using MimeKit;

namespace Messenger.Web;

/// <summary>Every key under <c>Smtp:</c> (environment form <c>Smtp__Host</c>).</summary>
public sealed record SmtpSettings
{
    public const string Section = "Smtp";

    /// <summary>The mail server; without one, mails are written to the folder mail in the data folder. With one, Messenger:PublicUrl is needed.</summary>
    public string? Host { get; init; }

    /// <summary>587 for starttls, 465 for tls, most of the time.</summary>
    public required int Port { get; init; }

    /// <summary>Who logs in there; nobody when empty.</summary>
    public string? User { get; init; }

    /// <summary>Of that user.</summary>
    public string? Password { get; init; }

    /// <summary>Who the mails are from, such as Messenger &lt;messenger@example.org&gt;; needed with a host.</summary>
    public string? From { get; init; }

    /// <summary>starttls: encrypted, or nothing is sent. tls: encrypted from the first byte. none: for a mail server on the same machine.</summary>
    public required string Security { get; init; }

    public MailboxAddress Sender => From is null ? new MailboxAddress("Messenger", "messenger@localhost") : MailboxAddress.Parse(From);

    /// <param name="home">Where links in mails lead, if that is set.</param>
    public static SmtpSettings Read(SettingsReader keys, Uri? home)
    {
        const string from = "is the address the mails are from, such as Messenger <messenger@example.org>";
        var settings = new SmtpSettings
        {
            Host = keys.Read("Host", "is the name of the mail server, such as mail.example.org; the port is another setting", text =>
                Uri.CheckHostName(text) is UriHostNameType.Unknown ? throw new FormatException() : text),
            Port = keys.Number("Port", 587, 65535, "a number"),
            User = keys.Text("User"),
            Password = keys.Text("Password"),
            From = keys.Read("From", from, text => IsMailbox(text) ? text : throw new FormatException()),
            Security = keys.OneOf("Security", "starttls", "tls", "none"),
        };
        return settings switch
        {
            { Host: not null, From: null } => throw keys.Wrong("From", from),
            { Host: not null } when home is null => throw keys.Wrong("Host", "needs Messenger:PublicUrl: mails carry links, and the address in a request may be forged"),
            _ => settings,
        };
    }

    static bool IsMailbox(string text) => MailboxAddress.TryParse(text, out _);
}
