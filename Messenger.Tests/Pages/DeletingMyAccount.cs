using System.Net;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

public sealed class DeletingMyAccount(TwoSteppedServer server) : IClassFixture<TwoSteppedServer>
{
    [Fact]
    public async Task Opens_nothing_any_more_but_the_page_that_offers_to_keep_it()
    {
        using var first = await server.RegisterAsync("ann");
        using var bob = await server.RegisterAsync("bob");
        using var other = await server.LogInAsync("bob");
        Assert.Contains("href=\"/settings/delete\"", (await bob.OpenAsync("/settings")).Html);
        await bob.OpenAsync("/settings/delete");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await bob.SubmitAsync("/settings/delete", ("current", "a guess"))).Status);

        var after = await bob.SubmitAsync("/settings/delete", ("current", Server.Password));

        Assert.Equal("/account/login", after.Path.Split('?')[0]);
        Assert.Contains("Your account is deleted in 14 days.", after.Words);
        Assert.StartsWith("/account/login", (await other.OpenAsync("/")).Path);
        using var back = server.OpenBrowser();
        await back.OpenAsync("/account/login");
        Assert.Equal("/account/keep", (await back.SubmitAsync("Log in", ("email", "bob"), ("password", Server.Password))).Path);
        foreach (var path in new[] { "/", "/settings", "/settings/delete", "/search?q=ann" })
        {
            Assert.Equal("/account/keep", (await back.OpenAsync(path)).Path);
        }

        var token = back.Page.Forms[0]["__RequestVerificationToken"]!;
        Assert.Equal(HttpStatusCode.Forbidden, (await back.PostAsync("/chats/direct", ("userId", "1"), ("__RequestVerificationToken", token))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await back.PostAsync("/hub/negotiate")).Status);
        await back.OpenAsync("/account/keep");
        Assert.Equal("/", (await back.SubmitAsync("Keep my account")).Path);
        Assert.Equal("/", (await back.OpenAsync("/account/keep")).Path);
    }

    [Fact]
    public async Task Asks_for_the_second_step_where_that_is_on()
    {
        using var first = await server.RegisterAsync("zoe");
        using var kim = await server.RegisterAsync("kim");
        var (app, _) = await server.TurnOnAsync(kim);
        await kim.OpenAsync("/settings/delete");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await kim.SubmitAsync("/settings/delete", ("current", Server.Password), ("code", server.WrongCode(app)))).Status);

        Assert.Contains("leaving=true", (await kim.SubmitAsync("/settings/delete", ("current", Server.Password), ("code", server.NextCode(app)))).Path);
    }

    [Fact]
    public async Task Is_done_by_an_admin_within_moments()
    {
        using var eve = await server.RegisterAsync("eve");
        using var admin = await server.RegisterAsync("admin");
        var (him, her) = (Company.IdIn(await admin.OpenAsync("/settings")), Company.IdIn(await eve.OpenAsync("/settings")));
        await server.DoAsync(async (ManagedPeople people) =>
        {
            await people.MakeAdminAsync(Actor.CommandLine, him);
            return him;
        });
        await admin.OpenAsync($"/admin/people/{her}");

        await admin.SubmitAsync("Delete the account", ("act", "Delete"));

        await Eventually.TrueAsync(() => server.DoAsync((MessengerDb db) => db.Users.AnyAsync(user => user.Id == her && user.DeletedAt != null && user.LeavesAt == null)));
        var page = await admin.OpenAsync($"/admin/people/{her}");
        Assert.Contains($"Deleted account @deleted-account-{her}", page.Words);
        Assert.DoesNotContain("Activate again", page.Words);
        Assert.Contains("Deleted the account", (await admin.OpenAsync("/admin/audit")).Words);
        Assert.StartsWith("/account/login", (await eve.OpenAsync("/")).Path);
    }
}
