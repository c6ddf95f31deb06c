using MimeKit;

namespace Messenger.Tests;

public sealed class TellingOfSafety(TwoSteppedServer server) : IClassFixture<TwoSteppedServer>
{
    [Fact]
    public async Task Is_done_by_mail_in_the_language_of_the_account()
    {
        using var ann = await server.VerifiedAsync("ann", "ru");
        var (_, codes) = await server.TurnOnAsync(ann);
        Assert.Equal("Теперь вход в два шага", (await NextToAsync("ann")).Subject);

        await ann.OpenAsync("/settings/security/codes");
        var renewed = await ann.SubmitAsync("/settings/security/codes", ("current", Server.Password), ("code", codes[0]));
        Assert.Equal(["Использован резервный код", "Новые резервные коды"], [.. new[] { (await NextToAsync("ann")).Subject, (await NextToAsync("ann")).Subject }.Order()]);

        await ann.OpenAsync("/settings/security/off");
        await ann.SubmitAsync("/settings/security/off", ("current", Server.Password), ("code", TwoSteppedServer.CodesOn(renewed)[0]));
        Assert.Equal(["Вход снова в один шаг", "Использован резервный код"], [.. new[] { (await NextToAsync("ann")).Subject, (await NextToAsync("ann")).Subject }.Order()]);
    }

    [Fact]
    public async Task Names_a_new_device_and_where_it_is()
    {
        using var bob = await server.VerifiedAsync("bob");
        using var same = await server.LogInAsync("bob");
        using var phone = server.OpenBrowser();
        phone.Headers.Remove("User-Agent");
        phone.Headers.Add("User-Agent", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1");
        await phone.OpenAsync("/account/login");

        await phone.SubmitAsync("Log in", ("email", "bob"), ("password", Server.Password));

        var mail = await NextToAsync("bob");
        Assert.Equal("A new device", mail.Subject);
        Assert.Contains("Somebody logged in with Safari on iPhone from 127.0.0.1, for the first time.", mail.TextBody);
        Assert.Equal($"{MailedServer.PublicUrl}/settings/devices", $"{MailServer.LinkIn(mail)}");
        await phone.OpenAsync("/settings");
        await phone.SubmitAsync("/account/logout");
        await phone.SubmitAsync("Log in", ("email", "bob"), ("password", Server.Password));
        await server.TurnOnAsync(bob);
        Assert.Equal("Logging in now takes two steps", (await NextToAsync("bob")).Subject);
    }

    [Fact]
    public async Task Goes_on_while_an_account_is_about_to_be_deleted_and_says_so()
    {
        // Who comes first is the admin, and the last one stays.
        var (first, _) = await server.GreetAsync("first");
        first.Dispose();
        using var max = await server.VerifiedAsync("max", "ru");
        await max.OpenAsync("/settings/delete");
        await max.SubmitAsync("/settings/delete", ("current", Server.Password));
        Assert.Equal("Аккаунт скоро будет удалён", (await NextToAsync("max")).Subject);
        await max.OpenAsync("/account/forgot");
        await max.SubmitAsync("/account/forgot", ("email", "max@example.org"));
        var link = await server.Mails.NextLinkAsync("max@example.org", "/account/reset");
        await max.OpenAsync(link.PathAndQuery);
        await max.SubmitAsync("/account/reset", ("next", "four ordinary words instead"));

        var mail = await NextToAsync("max");
        Assert.Equal("Пароль изменён", mail.Subject);
        Assert.Contains("Ваш аккаунт по-прежнему будет удалён, как об этом попросили. Чтобы сохранить его, войдите.", mail.TextBody);

        await max.OpenAsync("/account/login");
        Assert.Equal("/account/keep", (await max.SubmitAsync("/account/login", ("email", "max"), ("password", "four ordinary words instead"))).Path);
        await max.SubmitAsync("/account/keep");
        Assert.Equal("Ваш аккаунт остаётся", (await NextToAsync("max")).Subject);
        await max.OpenAsync("/settings/password");
        await max.SubmitAsync("/settings/password", ("current", "four ordinary words instead"), ("next", "five ordinary words this time"));
        Assert.DoesNotContain("по-прежнему", (await NextToAsync("max")).TextBody);
    }

    [Fact]
    public async Task Says_that_a_token_was_made_and_not_what_it_is_called()
    {
        using var lea = await server.VerifiedAsync("lea");
        await lea.OpenAsync("/settings/tokens");
        await lea.SubmitAsync("Make a token", ("name", "Call 555 0100"), ("current", Server.Password));

        var mail = await NextToAsync("lea");
        Assert.Equal(("A new token for programs", $"{MailedServer.PublicUrl}/settings/tokens"), (mail.Subject, $"{MailServer.LinkIn(mail)}"));
        Assert.DoesNotContain("555 0100", mail.TextBody);

        var program = (await server.CallerAsync()) with { Token = (await server.TokensAsync(Company.IdIn(lea.Page))).Access };
        (await program.PostAsync("/api/auth/tokens", new { name = "Robot" })).Is(201);
        Assert.Equal("A new token for programs", (await NextToAsync("lea")).Subject);
    }

    [Fact]
    public async Task Goes_to_no_address_that_is_not_proven()
    {
        var (eve, _) = await server.GreetAsync("eve");
        using var kim = await server.VerifiedAsync("kim");

        await server.TurnOnAsync(eve);
        await server.TurnOnAsync(kim);

        Assert.Equal("kim@example.org", $"{(await server.Mails.NextAsync()).To}");
        eve.Dispose();
    }

    async Task<MimeMessage> NextToAsync(string username)
    {
        var mail = await server.Mails.NextAsync();
        Assert.Equal($"{username}@example.org", $"{mail.To}");
        return mail;
    }
}
