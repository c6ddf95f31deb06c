using System.Globalization;
using MimeKit;
using MimeKit.Utils;

namespace Messenger.Web;

/// <summary>
/// The contents of a mail, as plain text and as HTML. It has no name in it: a
/// stranger may have chosen that to speak to the receiver.
/// </summary>
public sealed record Letter(string Subject, string Why, string What, string Button, Uri Link, string Otherwise)
{
    public string Text => string.Join("\n\n", Why, What, Link, Otherwise) + "\n";
}

/// <summary>Makes mails of letters, in the receiver's language.</summary>
sealed class MailComposer(RazorRenderer renderer, PublicAddress address)
{
    /// <param name="write">The letter, in the language of the moment.</param>
    /// <exception cref="HopelessJob">Nobody can be written to at this address.</exception>
    public async Task<MimeMessage> ComposeAsync(string email, string language, Func<Letter> write)
    {
        // Flows with this call only.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var letter = write();
        var body = new BodyBuilder { TextBody = letter.Text, HtmlBody = await renderer.RenderAsync("/Pages/Mails/_Letter.cshtml", letter, language) };
        var mail = new MimeMessage { Subject = letter.Subject, Body = body.ToMessageBody() };
        mail.To.Add(Receiver(email));
        // RFC 3834: nobody's absence note is to answer it.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.MessageId = MimeUtils.GenerateMessageId(address.Home.Host);
        return mail;
    }

    static MailboxAddress Receiver(string email)
    {
        try
        {
            return MailboxAddress.Parse(email);
        }
        catch (ParseException unreadable)
        {
            throw new HopelessJob(unreadable);
        }
    }
}
