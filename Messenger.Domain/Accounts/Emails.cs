namespace Messenger.Domain;

/// <summary>Checks what an e-mail address looks like; whether it is one, only a mail can tell.</summary>
public static class Emails
{
    public static string Checked(string? typed)
    {
        var email = TextRules.Name(typed, "email", 254, isPlain: true);
        // RFC 5321, 4.5.3.1: the rest is for the mail server to say.
        return email?.Split('@') is [{ Length: > 0 and < 65 }, { Length: > 0 }] && !email.Contains(' ')
            ? email
            : throw Refused.Invalid("email_odd", "This is not an e-mail address.", "email");
    }
}
