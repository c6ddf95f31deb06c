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
        Assert.Equal((Text, "c-1", "42"), (form["text"], form["client_id"], form["reply_to"]));
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
        Assert.Equal(("/chats/5", Text, "c-1", "42"), (form.Action, form["text"], form["client_id"], form["reply_to"]));
    }

    [Fact]
    public async Task Gives_it_back_in_a_form_that_is_good_for_who_logged_in()
    {
        using var ines = await server.RegisterAsync("ines");
        var notes = (await ines.ActAsync("/chats/direct", ("userId", $"{await server.IdOfAsync("ines")}"))).Path;
        await EndAsync(ines, "ines");
        await ines.PostAsync(notes, ("text", "Buy bread"));
        await ines.SubmitAsync("Log in", ("email", "ines"), ("password", Server.Password));

        var page = await ines.SubmitAsync("Send");

        Assert.Equal(notes, page.Path);
        Assert.Equal("Buy bread", Assert.Single(Drawn.In(page.Html)).Text);
    }

    [Fact]
    public async Task Still_keeps_it_after_a_wrong_password()
    {
        using var kim = await WithoutSessionAsync("kim");
        await WriteAsync(kim);

        var page = await kim.SubmitAsync("Log in", ("email", "kim"), ("password", "not this"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(Text, page.FindForm("Log in")["text"]);
        Assert.Equal("/chats/5", (await kim.SubmitAsync("Log in", ("email", "kim"), ("password", Server.Password))).FindForm("Send").Action);
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

    /// <summary>Another site can post here whatever it likes, and the person who logs in then is somebody here.</summary>
    [Theory]
    [InlineData("kept_action")]
    [InlineData("draft_action")]
    [InlineData("draft_to")]
    [InlineData("action")]
    public async Task Leads_nowhere_but_to_where_the_text_was_going(string field)
    {
        var name = $"tess{field.Replace("_", "")}";
        using var tess = await WithoutSessionAsync(name);
        await tess.PostAsync("/chats/27?userid=3&handler=Add", ("text", Text), (field, "/chats/27/members/add?userid=3"), ("userid", "3"));

        var page = await tess.SubmitAsync("Log in", ("email", name), ("password", Server.Password));

        var form = page.FindForm("Send");
        Assert.Equal("/chats/27", form.Action);
        Assert.Equal(["__RequestVerificationToken", "client_id", "draft_id", "reply_to", "text", "version"], form.Fields.Select(one => one.Name).Order());
    }

    [Theory]
    [InlineData("/chats/27/members/add")]
    [InlineData("/chats/27/leave")]
    [InlineData("/settings")]
    [InlineData("/nothing/here")]
    public async Task Is_in_no_form_where_no_text_is_sent(string path)
    {
        using var uma = server.OpenBrowser();

        var page = await uma.PostAsync(path, ("text", Text));

        Assert.DoesNotContain(page.Forms, form => form["text"] is not null || form.Action.StartsWith(path));
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task Is_not_kept_when_another_site_has_written_it(string site)
    {
        using var vic = server.OpenBrowser();
        vic.Headers.Add("Sec-Fetch-Site", site);

        var page = await WriteAsync(vic);

        Assert.Equal(HttpStatusCode.Unauthorized, page.Status);
        Assert.Null(page.FindForm("Log in")["text"]);
    }

    [Fact]
    public async Task Never_keeps_it_for_an_address_that_came_with_the_log_in()
    {
        using var eve = server.OpenBrowser();
        await eve.OpenAsync("/account/login");

        foreach (var to in new[] { "//evil.example/", "/chats/27/leave", "/chats/27", "CfDJ8" })
        {
            var page = await eve.SubmitAsync("Log in", ("email", "nobody"), ("password", "x"), ("text", Text), ("draft_to", to));
            Assert.Null(page.FindForm("Log in")["draft_to"]);
        }
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
        var notes = (await yulia.ActAsync("/chats/direct", ("userId", $"{await server.IdOfAsync("yulia")}"))).Path;

        var page = await yulia.PostAsync(notes, ("text", Text), ("__RequestVerificationToken", "old"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("The page was too old", page.Words);
        Assert.Equal(Text, page.FindForm("Try again")["text"]);
        Assert.Equal(notes, (await yulia.SubmitAsync("Try again")).Path);
        Assert.Single(Drawn.In(yulia.Page.Html));
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
