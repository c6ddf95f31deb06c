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
