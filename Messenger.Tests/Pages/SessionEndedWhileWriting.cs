using System.Net;

namespace Messenger.Tests;

public sealed class SessionEndedWhileWriting(Server server) : IClassFixture<Server>
{
    const string Text = "\nI will book the van <b>until noon</b>.\n\nBring the long rope! 🧗";

    [Fact]
    public async Task Asks_to_log_in_and_shows_that_the_text_is_kept()
    {
        using var ann = await WithoutSessionAsync("ann");

        var page = await WriteAsync(ann);

        Assert.Equal(HttpStatusCode.Unauthorized, page.Status);
        Assert.Contains("Your message is kept", page.Words);
        var form = page.FindForm("Log in");
        Assert.Equal((Text, "/chats/5?around=7", "c-1", "42"), (form["text"], form["draft_action"], form["client_id"], form["reply_to"]));
    }

    [Fact]
    public async Task Gives_it_back_after_the_log_in_and_sends_nothing_by_itself()
    {
        using var bob = await WithoutSessionAsync("bob");
        await WriteAsync(bob);

        var page = await bob.SubmitAsync("Log in", ("email", "bob"), ("password", Server.Password));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("You are back", page.Words);
        var form = page.FindForm("Send");
        Assert.Equal(("/chats/5?around=7", Text, "c-1", "42"), (form.Action, form["text"], form["client_id"], form["reply_to"]));
    }

    [Fact]
    public async Task Gives_it_back_in_a_form_that_is_good_for_who_logged_in()
    {
        using var ines = await WithoutSessionAsync("ines");
        await ines.PostAsync("/settings", ("text", "x"), ("username", "ines"));
        await ines.SubmitAsync("Log in", ("email", "ines"), ("password", Server.Password));

        var page = await ines.SubmitAsync("Send", ("username", "ines.back"));

        Assert.Equal("/settings?saved=true", page.Path);
        Assert.Contains("@ines.back", page.Words);
    }

    [Fact]
    public async Task Still_keeps_it_after_a_wrong_password()
    {
        using var kim = await WithoutSessionAsync("kim");
        await WriteAsync(kim);

        var page = await kim.SubmitAsync("Log in", ("email", "kim"), ("password", "not this"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal((Text, "/chats/5?around=7"), (page.FindForm("Log in")["text"], page.FindForm("Log in")["draft_action"]));
        Assert.Contains("You are back", (await kim.SubmitAsync("Log in", ("email", "kim"), ("password", Server.Password))).Words);
    }

    [Fact]
    public async Task Leads_back_to_the_page_when_nothing_was_written()
    {
        using var tom = await server.RegisterAsync("tom");
        await tom.OpenAsync("/settings");
        await EndAsync(tom, "tom");

        var page = await tom.SubmitAsync("Log out");
        Assert.Equal(HttpStatusCode.Unauthorized, page.Status);

        Assert.Equal("/settings", (await tom.SubmitAsync("Log in", ("email", "tom"), ("password", Server.Password))).Path);
    }

    [Fact]
    public async Task Never_keeps_it_for_another_site()
    {
        using var eve = server.OpenBrowser();
        await eve.OpenAsync("/account/login");

        var page = await eve.SubmitAsync("Log in", ("email", "nobody"), ("password", "x"), ("text", Text), ("draft_action", "//evil.example/"));

        Assert.Null(page.FindForm("Log in")["draft_action"]);
    }

    [Fact]
    public async Task Tells_a_script_in_one_sentence()
    {
        using var noor = await WithoutSessionAsync("noor");
        noor.Headers.Add("HX-Request", "true");

        var page = await WriteAsync(noor);

        Assert.Equal(HttpStatusCode.Unauthorized, page.Status);
        Assert.Equal("<p>Your session has ended. Nothing was changed.</p>", page.Html.Trim());
    }

    [Fact]
    public async Task Shows_the_text_again_when_only_the_page_was_too_old()
    {
        using var yulia = await server.RegisterAsync("yulia");
        var before = (await yulia.OpenAsync("/settings")).FindForm("Save")["__RequestVerificationToken"]!;
        using var other = await server.RegisterAsync("other");
        yulia.Cookies.Add(other.Cookies.GetCookies(server.Home)["messenger"]!);

        var page = await yulia.PostAsync("/settings", ("text", Text), ("username", "other"), ("__RequestVerificationToken", before));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("The page was too old", page.Words);
        Assert.Equal(Text, page.FindForm("Try again")["text"]);
        Assert.Equal("/settings?saved=true", (await yulia.SubmitAsync("Try again", ("username", "other"))).Path);
    }

    static Task<Page> WriteAsync(Browser browser) =>
        browser.PostAsync("/chats/5?around=7", ("text", Text), ("client_id", "c-1"), ("reply_to", "42"), ("__RequestVerificationToken", "old"));

    async Task<Browser> WithoutSessionAsync(string name)
    {
        var browser = await server.RegisterAsync(name);
        await EndAsync(browser, name);
        return browser;
    }

    // From another device, so that this browser still believes in its cookie.
    async Task EndAsync(Browser browser, string name)
    {
        using var elsewhere = await server.LogInAsync(name);
        await elsewhere.OpenAsync("/settings/devices");
        await elsewhere.SubmitAsync("Log out the others");
        Assert.NotNull(browser.Cookies.GetCookies(server.Home)["messenger"]);
    }
}
