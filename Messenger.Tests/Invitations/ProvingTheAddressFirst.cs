using System.Net;
using Messenger.Domain;

namespace Messenger.Tests;

public sealed class DomainServer : MailedServer
{
    protected override IEnumerable<(string, string)> Settings => [.. base.Settings, ("Messenger:RegistrationDomains", "example.org, Club.example")];
}

/// <summary>Where accounts are for certain mail domains, an address is worth nothing until it is proven.</summary>
public sealed class ProvingTheAddressFirst(DomainServer server) : IClassFixture<DomainServer>, IAsyncLifetime
{
    static int count;

    public async ValueTask InitializeAsync()
    {
        if (await server.DoAsync((Accounts accounts) => accounts.RegistrationAsync()) is Registration.First)
        {
            // Whoever comes first may have any address, and is not kept waiting.
            using var ann = server.OpenBrowser();
            await ann.OpenAsync("/account/register");
            Assert.Equal("/", (await ann.SubmitAsync("Create the account", ("username", "ann"), ("email", "ann@elsewhere.example"), ("password", Server.Password))).Path);
            await server.Mails.NextAsync();
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Of_another_domain_makes_no_account()
    {
        using var eve = server.OpenBrowser();
        Assert.Contains("It has to be at example.org, Club.example.", (await eve.OpenAsync("/account/register")).Words);

        foreach (var address in new[] { "eve@example.com", "eve@sub.example.org", "eve@notexample.org" })
        {
            var refused = await eve.SubmitAsync("Create the account", ("username", "eve"), ("email", address), ("password", Server.Password));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains("Accounts here are for addresses of certain domains only.", refused.Words);
        }
    }

    [Fact]
    public async Task Opens_nothing_but_the_page_that_says_so_until_the_link_is_followed()
    {
        var (kim, name) = (server.OpenBrowser(), $"kim{Interlocked.Increment(ref count)}");
        await kim.OpenAsync("/account/register");
        var waiting = await kim.SubmitAsync("Create the account", ("username", name), ("email", $"{name}@club.EXAMPLE"), ("password", Server.Password));
        Assert.Equal("/account/unverified", waiting.Path);
        foreach (var path in new[] { "/", "/chats/new", "/settings", "/settings/tokens", "/search?q=ann" })
        {
            Assert.Equal("/account/unverified", (await kim.OpenAsync(path)).Path);
        }

        Assert.Contains("A mail is on its way", (await kim.SubmitAsync("Send it again")).Words);
        var token = kim.Page.Forms[0]["__RequestVerificationToken"]!;
        Assert.Equal(HttpStatusCode.Forbidden, (await kim.PostAsync("/chats/direct", ("userId", "1"), ("__RequestVerificationToken", token))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await kim.PostAsync("/hub/negotiate")).Status);

        await kim.OpenAsync((await server.Mails.NextLinkAsync()).PathAndQuery);
        await kim.SubmitAsync("Yes, it is mine");
        Assert.Equal("/", (await kim.OpenAsync("/")).Path);
        Assert.Equal("/", (await kim.OpenAsync("/account/unverified")).Path);
        await server.Mails.NextAsync();
        kim.Dispose();
    }

    [Fact]
    public async Task Opens_nothing_for_programs_but_the_way_out()
    {
        var robot = await server.JoinAsync("robot");
        var link = await server.Mails.NextLinkAsync();

        Assert.Equal("urn:messenger:verify_first", (await robot.GetAsync("/api/chats/")).Refuses(403)["type"].GetString());
        (await robot.PostAsync("/api/chats/", new { participant_ids = new[] { 1 } })).Refuses(403);
        (await robot.GetAsync("/api/auth/me")).Refuses(403);
        using (var socket = await RawClient.OpenAsync(server.Home, robot.Token!))
        {
            Assert.Equal(403, socket.Status);
        }

        (await robot.PostAsync("/api/auth/verify-email", new { token = link.Query["?token=".Length..] })).Is(200);
        (await robot.GetAsync("/api/chats/")).Is(200);
        (await robot.PostAsync("/api/auth/logout")).Is(200);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Says_when_the_invitation_into_a_group_was_taken_back_meanwhile(bool byApi)
    {
        var (name, group) = ($"lea{Interlocked.Increment(ref count)}", await server.DoAsync((Chats chats) => chats.GroupAsync(1, "Hikers", [])));
        var invitation = await server.DoAsync((Invitations invitations) => invitations.CreateForGroupAsync(1, group, new InvitationWish()));
        using var lea = server.OpenBrowser();
        await lea.OpenAsync($"/join/{invitation.Secret}");
        Assert.Equal("/account/unverified", (await lea.SubmitAsync("/join?handler=register", ("username", name), ("email", $"{name}@example.org"), ("password", Server.Password))).Path);
        var link = await server.Mails.NextLinkAsync($"{name}@example.org", "/account/verify");
        Assert.Equal(1, (await server.DoAsync((Chats chats) => chats.OpenAsync(1, group))).MemberCount);
        await server.DoAsync(async (Invitations invitations) =>
        {
            await invitations.RevokeForGroupAsync(1, group, invitation.Invitation.Id);
            return true;
        });
        const string why = "You are not in the group. This invitation was taken back. Ask for a new one.";

        if (byApi)
        {
            var said = (await (await server.CallerAsync()).PostAsync("/api/auth/verify-email", new { token = link.Query["?token=".Length..] })).Is(200);
            Assert.Equal($"Your address is verified. {why}", said["message"].GetString());
        }
        else
        {
            await lea.OpenAsync(link.PathAndQuery);
            var page = await lea.SubmitAsync("Yes, it is mine");
            Assert.Contains("Your address is verified", page.Words);
            Assert.Contains(why, page.Words);
        }

        Assert.Equal("/", (await lea.OpenAsync("/")).Path);
        Assert.Equal(1, (await server.DoAsync((Chats chats) => chats.OpenAsync(1, group))).MemberCount);
    }

    [Fact]
    public async Task Is_not_asked_of_whom_an_admin_invites_with_any_address()
    {
        var ann = await server.DoAsync(async (Sessions sessions) => await sessions.FindAsync((await sessions.StartAsync(1, "Browser", "::1")).Id, "::1"));
        var invitation = await server.DoAsync((Invitations invitations) => invitations.CreateAsync(ann!, new InvitationWish()));
        using var guest = server.OpenBrowser();

        await guest.OpenAsync($"/join/{invitation.Secret}");
        var home = await guest.SubmitAsync("/join?handler=register", ("username", "guest"), ("email", "guest@elsewhere.example"), ("password", Server.Password));

        Assert.Equal("/", home.Path);
        await server.Mails.NextAsync();
    }
}
