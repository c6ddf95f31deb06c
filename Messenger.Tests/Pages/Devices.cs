using System.Net;

namespace Messenger.Tests;

public sealed class Devices(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Are_listed_by_what_a_person_calls_them()
    {
        using var here = await server.RegisterAsync("ann");
        using var phone = server.OpenBrowser();
        phone.Headers.Remove("User-Agent");
        phone.Headers.Add("User-Agent", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1");
        await phone.OpenAsync("/account/login");
        await phone.SubmitAsync("Log in", ("email", "ann"), ("password", Server.Password));

        var page = await here.OpenAsync("/settings/devices");

        Assert.Matches("Firefox on Linux this device .* Safari on iPhone", page.Words);
        Assert.Equal(2, page.Html.Split("127.0.0.1").Length - 1);
    }

    [Fact]
    public async Task Are_ended_one_by_one()
    {
        using var here = await server.RegisterAsync("bob");
        using var there = await server.LogInAsync("bob");
        await here.OpenAsync("/settings/devices");

        var page = await here.SubmitAsync("End · Firefox on Linux");

        Assert.Contains("Logged out there.", page.Words);
        Assert.DoesNotContain(page.Forms, form => form.Fields.Any(field => field.Name == "session"));
        Assert.StartsWith("/account/login", (await there.OpenAsync("/")).Path);
    }

    [Fact]
    public async Task Are_ended_all_at_once_except_this_one()
    {
        using var here = await server.RegisterAsync("ines");
        using var second = await server.LogInAsync("ines");
        using var third = await server.LogInAsync("ines");
        await here.OpenAsync("/settings/devices");
        Assert.Contains("2 other devices will have to log in again.", here.Page.Words);

        await here.SubmitAsync("Log out the others");

        Assert.Equal("/settings/devices?saved=true", here.Page.Path);
        Assert.StartsWith("/account/login", (await second.OpenAsync("/")).Path);
        Assert.StartsWith("/account/login", (await third.OpenAsync("/")).Path);
    }

    [Fact]
    public async Task Of_somebody_else_do_not_exist()
    {
        using var kim = await server.RegisterAsync("kim");
        using var kimToo = await server.LogInAsync("kim");
        using var eve = await server.RegisterAsync("eve");
        using var eveToo = await server.LogInAsync("eve");
        var session = (await kim.OpenAsync("/settings/devices")).FindForm("End · Firefox on Linux")["session"]!;
        await eve.OpenAsync("/settings/devices");

        var foreign = await eve.SubmitAsync("End · Firefox on Linux", ("session", session));
        await eve.OpenAsync("/settings/devices");
        var missing = await eve.SubmitAsync("End · Firefox on Linux", ("session", $"{Guid.NewGuid()}"));

        Assert.Equal(HttpStatusCode.NotFound, foreign.Status);
        Assert.Equal(foreign.Html, missing.Html);
        Assert.Equal("/", (await kimToo.OpenAsync("/")).Path);
    }
}
