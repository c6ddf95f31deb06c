using System.Net;

namespace Messenger.Tests;

public sealed class LoggingOut(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Ends_the_session_and_clears_its_cookie()
    {
        using var ann = await server.RegisterAsync("ann");
        var cookie = ann.Cookies.GetCookies(server.Home)["messenger"]!;
        await ann.OpenAsync("/settings");

        var door = await ann.SubmitAsync("Log out");

        Assert.Equal("/account/login", door.Path);
        Assert.Null(ann.Cookies.GetCookies(server.Home)["messenger"]);
        ann.Cookies.Add(new Cookie(cookie.Name, cookie.Value, "/", server.Home.Host));
        Assert.StartsWith("/account/login", (await ann.OpenAsync("/")).Path);
    }

    [Fact]
    public async Task Tells_the_browser_to_forget_what_it_kept()
    {
        using var ida = await server.RegisterAsync("ida");
        var form = (await ida.OpenAsync("/settings")).FindForm("Log out");

        var answer = await ida.SendAsync(new HttpRequestMessage(HttpMethod.Post, form.Action)
        {
            Content = new FormUrlEncodedContent(form.Fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        });

        Assert.Equal("\"cache\", \"storage\"", Assert.Single(answer.Headers.GetValues("Clear-Site-Data")));
    }

    /// <summary>It has taken away what is of this person, and another may have something that waits to be sent.</summary>
    [Fact]
    public async Task Tells_a_script_that_asks_and_leaves_the_storage_to_it()
    {
        using var jan = await server.RegisterAsync("jan");
        var form = (await jan.OpenAsync("/settings")).FindForm("Log out");

        var answer = await jan.SendAsync(new HttpRequestMessage(HttpMethod.Post, form.Action)
        {
            Content = new FormUrlEncodedContent(form.Fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
            Headers = { { "HX-Request", "true" } },
        });

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.True(answer.Headers.Contains("Messenger-Left"));
        Assert.Equal("\"cache\"", Assert.Single(answer.Headers.GetValues("Clear-Site-Data")));
        Assert.StartsWith("/account/login", (await jan.OpenAsync("/")).Path);
    }

    [Fact]
    public async Task Does_not_happen_by_reading()
    {
        using var bob = await server.RegisterAsync("bob");

        await bob.OpenAsync("/account/logout");

        Assert.Equal("/settings", (await bob.OpenAsync("/settings")).Path);
    }

    [Fact]
    public async Task Does_not_happen_from_another_site()
    {
        using var eve = await server.RegisterAsync("eve");

        Assert.Equal(HttpStatusCode.BadRequest, (await eve.PostAsync("/account/logout")).Status);
        Assert.Equal("/settings", (await eve.OpenAsync("/settings")).Path);
    }

    [Fact]
    public async Task Leaves_other_devices_alone()
    {
        using var here = await server.RegisterAsync("noor");
        using var there = await server.LogInAsync("noor");
        await here.OpenAsync("/settings");

        await here.SubmitAsync("Log out");

        Assert.Equal("/settings", (await there.OpenAsync("/settings")).Path);
    }
}
