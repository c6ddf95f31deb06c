using System.ComponentModel.DataAnnotations;
using MimeKit;

namespace Messenger.Web;

/// <summary>Every key under <c>Smtp:</c> (environment form <c>Smtp__Host</c>), checked at start.</summary>
public sealed record SmtpSettings : IValidatableObject
{
    /// <summary>The mail server; without one, mails are written to the folder mail in the data folder. With one, Messenger:PublicUrl is needed.</summary>
    public string? Host { get; init; }

    /// <summary>587 for starttls, 465 for tls, most of the time.</summary>
    [Range(1, 65535, ErrorMessage = "Smtp:Port is a number from 1 to 65535.")]
    public int Port { get; init; } = 587;

    /// <summary>Who logs in there; nobody when empty.</summary>
    public string? User { get; init; }

    /// <summary>Of that user.</summary>
    public string? Password { get; init; }

    /// <summary>Who the mails are from, such as Messenger &lt;messenger@example.org&gt;; needed with a host.</summary>
    public string From { get; init; } = "";

    /// <summary>starttls: encrypted, or nothing is sent. tls: encrypted from the first byte. none: for a mail server on the same machine.</summary>
    [RegularExpression("starttls|tls|none", ErrorMessage = "Smtp:Security is starttls, tls or none.")]
    public string Security { get; init; } = "starttls";

    // Not a property: checking those at the start would load the whole library of mails.
    public MailboxAddress Sender() => MailboxAddress.TryParse(From, out var sender) ? sender : new MailboxAddress("Messenger", "messenger@localhost");

    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (Host is { Length: > 0 } && !MailboxAddress.TryParse(From, out _))
        {
            yield return new ValidationResult("Smtp:From is the address the mails are from, such as Messenger <messenger@example.org>.");
        }
    }
}
