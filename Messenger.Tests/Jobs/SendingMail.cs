using System.Net;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>By a real conversation with a mail server.</summary>
public sealed class SendingMail(MailedServer server) : IClassFixture<MailedServer>
{
    [Fact]
    public async Task A_registration_mails_a_link_that_verifies_the_address()
    {
        using var ann = await server.RegisterAsync("ann");
        var mail = await server.Mails.NextAsync();

        Assert.Equal(("Is this your e-mail address?", "ann@example.org", "\"Messenger\" <messenger@chat.test>"), (mail.Subject, $"{mail.To}", $"{mail.From}"));
        Assert.Contains("on Messenger at chat.test.", mail.TextBody);
        Assert.Contains($"href=\"{MailServer.LinkIn(mail)}\"", mail.HtmlBody);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.StartsWith($"{MailedServer.PublicUrl}/account/verify?token=", $"{MailServer.LinkIn(mail)}");

        Assert.Contains("Your e-mail address is not verified", (await ann.OpenAsync("/settings")).Words);
        using var elsewhere = server.OpenBrowser();
        await elsewhere.OpenAsync(MailServer.LinkIn(mail).PathAndQuery);
        Assert.Contains("Your e-mail address is not verified", (await ann.OpenAsync("/settings")).Words);
        Assert.Contains("Your address is verified", (await elsewhere.SubmitAsync("Yes, it is mine")).Words);
        Assert.DoesNotContain("not verified", (await ann.OpenAsync("/settings")).Words);
    }

    [Fact]
    public async Task A_Russian_gets_it_in_Russian()
    {
        using var yulia = await server.RegisterAsync("yulia", "ru");
        var mail = await server.Mails.NextAsync();

        Assert.Equal("Это ваш адрес почты?", mail.Subject);
        Assert.Contains("Если это были не вы, ничего не делайте.", mail.TextBody);
        Assert.Contains("Подтвердить мой адрес", mail.HtmlBody);
        using var elsewhere = server.OpenBrowser("ru");
        await elsewhere.OpenAsync(MailServer.LinkIn(mail).PathAndQuery);
        Assert.Contains("Адрес подтверждён", (await elsewhere.SubmitAsync("Да, мой")).Words);
    }

    [Fact]
    public async Task The_first_mail_can_be_had_again()
    {
        var (bob, _) = await server.GreetAsync("bob");
        await bob.OpenAsync("/settings");

        var page = await bob.SubmitAsync("Send it again");

        Assert.Contains("A mail is on its way to bob@example.org.", page.Words);
        Assert.Equal("/account/verify", (await server.Mails.NextLinkAsync()).AbsolutePath);
    }

    [Fact]
    public async Task A_server_that_is_busy_is_asked_again()
    {
        server.Mails.Refusals.Enqueue("451 come back later");
        using var kim = await server.RegisterAsync("kim");
        await Eventually.TrueAsync(() => server.Mails.Refusals.Count == 0);
        await server.LetTimePassAsync();

        Assert.Equal("kim@example.org", $"{(await server.Mails.NextAsync()).To}");
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_receiver_who_does_not_exist_is_given_up()
    {
        server.Mails.Refusals.Enqueue("550 nobody here");
        using var max = await server.RegisterAsync("max");

        await NothingIsLeftAsync();
        Assert.Empty(server.Mails.Refusals);
    }

    [Fact]
    public async Task The_links_lead_to_us_whatever_host_was_asked()
    {
        var (eve, _) = await server.GreetAsync("eve");
        await eve.OpenAsync("/account/forgot");
        eve.Headers.Host = "evil.example";

        Assert.Equal(HttpStatusCode.OK, (await eve.SubmitAsync("Mail me a link", ("email", "eve@example.org"))).Status);

        Assert.StartsWith($"{MailedServer.PublicUrl}/account/reset?token=", $"{await server.Mails.NextLinkAsync()}");
    }

    Task NothingIsLeftAsync() => server.DoAsync(async (MessengerDb db) =>
    {
        await Eventually.TrueAsync(() => !db.Jobs.Any());
        return true;
    });
}
