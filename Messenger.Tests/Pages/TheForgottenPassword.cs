using System.Net;
using MimeKit;

namespace Messenger.Tests;

public sealed class TheForgottenPassword(MailedServer server) : IClassFixture<MailedServer>
{
    const string Next = "four quite ordinary words";

    [Fact]
    public async Task Becomes_a_new_one_and_every_session_ends()
    {
        var (ann, _) = await server.GreetAsync("ann");
        using var other = await server.LogInAsync("ann");
        using var here = server.OpenBrowser();

        await here.OpenAsync((await LinkAsync(here, "Ann@example.org")).PathAndQuery);
        var page = await here.SubmitAsync("Use this password", ("next", Next));

        Assert.Contains("Your password is changed. Log in with it.", page.Words);
        Assert.StartsWith("/account/login", (await ann.OpenAsync("/")).Path);
        Assert.StartsWith("/account/login", (await other.OpenAsync("/")).Path);
        Assert.Equal("/", (await here.SubmitAsync("Log in", ("email", "ann"), ("password", Next))).Path);
        ann.Dispose();
    }

    [Fact]
    public async Task Needs_a_new_link_each_time()
    {
        var (bob, _) = await server.GreetAsync("bob");
        var link = await LinkAsync(bob, "bob@example.org");
        await bob.OpenAsync(link.PathAndQuery);
        await bob.SubmitAsync("Use this password", ("next", Next));
        await bob.OpenAsync(link.PathAndQuery);

        var page = await bob.SubmitAsync("Use this password", ("next", "another five ordinary words"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("This link is too old or has been used.", page.Words);
        bob.Dispose();
    }

    [Fact]
    public async Task Is_answered_alike_for_an_address_that_nobody_has()
    {
        var (kim, _) = await server.GreetAsync("kim");
        using var eve = server.OpenBrowser();

        var unknown = await AskAsync(eve, "nobody@example.org");
        var known = await AskAsync(eve, "kim@example.org");

        Assert.Equal(unknown.Html, known.Html);
        MimeMessage mail;
        do
        {
            mail = await server.Mails.NextAsync();
            Assert.NotEqual("nobody@example.org", $"{mail.To}");
        }
        while ($"{mail.To}" != "kim@example.org");
        kim.Dispose();
    }

    [Fact]
    public async Task Keeps_the_link_but_not_the_password_when_that_is_refused()
    {
        var (max, _) = await server.GreetAsync("max");
        var link = await LinkAsync(max, "max@example.org");
        await max.OpenAsync(link.PathAndQuery);

        var page = await max.SubmitAsync("Use this password", ("next", "tooeasy"));

        Assert.Contains("At least 8 characters.", page.Words);
        Assert.DoesNotContain("tooeasy", page.Html);
        Assert.Contains("Your password is changed.", (await max.SubmitAsync("Use this password", ("next", Next))).Words);
        max.Dispose();
    }

    [Fact]
    public async Task Is_not_asked_for_by_what_is_no_address()
    {
        using var eve = server.OpenBrowser("ru");

        var page = await AskAsync(eve, "не адрес", "Прислать ссылку");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "не адрес"), (page.Status, page.FindForm("Прислать ссылку")["email"]));
    }

    async Task<Uri> LinkAsync(Browser browser, string email)
    {
        await AskAsync(browser, email);
        return await server.Mails.NextLinkAsync(email, "/account/reset");
    }

    static async Task<Page> AskAsync(Browser browser, string email, string button = "Mail me a link")
    {
        await browser.OpenAsync("/account/forgot");
        return await browser.SubmitAsync(button, ("email", email));
    }
}
