using System.Globalization;
using Messenger.Domain;
using MimeKit;
using MimeKit.Utils;

namespace Messenger.Web;

/// <summary>What a mail says, as plain text and as HTML. It has no name in it: a stranger may have chosen that to speak to the receiver.</summary>
public sealed record Letter(string Subject, string Why, string What, string Button, Uri Link, string Otherwise)
{
    public string Text => string.Join("\n\n", Why, What, Link, Otherwise) + "\n";
}

/// <summary>Writes mails in the receiver's language.</summary>
sealed class MailComposer(Texts texts, RazorRenderer renderer, PublicAddress address)
{
    public async Task<MimeMessage> WriteAsync(MailLink link)
    {
        // Flows with this call only.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(link.Preferences.Language);
        var letter = link.Purpose == MailLinks.Verify ? Verify(link.Token) : Reset(link.Token);
        var body = new BodyBuilder { TextBody = letter.Text, HtmlBody = await renderer.RenderAsync("/Pages/Mails/_Letter.cshtml", letter, link.Preferences.Language) };
        var mail = new MimeMessage { Subject = letter.Subject, Body = body.ToMessageBody() };
        mail.To.Add(MailboxAddress.Parse(link.Email));
        // RFC 3834: nobody's absence note is to answer it.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.MessageId = MimeUtils.GenerateMessageId(address.Home.Host);
        return mail;
    }

    Letter Verify(string token) => new(
        texts["Is this your e-mail address?"],
        texts["Somebody, you we hope, made an account with this address on Messenger at {0}.", address.Home.Host],
        texts["Open this page and press its button, and the address is verified. The link is good for three days:"],
        texts["Verify my e-mail address"], new Uri(address.Home, $"account/verify?token={token}"),
        texts["If it was not you, do nothing."]);

    Letter Reset(string token) => new(
        texts["A new password"],
        texts["Somebody, you we hope, has forgotten the password of your account on Messenger at {0}.", address.Home.Host],
        texts["Choose a new one on this page. The link works once, and for an hour:"],
        texts["Choose a new password"], new Uri(address.Home, $"account/reset?token={token}"),
        texts["If it was not you, do nothing: your password stays as it is."]);
}
