using System.Net;
using Messenger.Domain;

namespace Messenger.Tests;

public sealed class ClosedServer : Server
{
    protected override IEnumerable<(string, string)> Settings => [("Messenger:Registration", "closed")];
}

public sealed class RegisteringWhereItIsClosed(ClosedServer server) : IClassFixture<ClosedServer>
{
    [Fact]
    public async Task Lets_the_first_one_in_as_admin_and_nobody_after()
    {
        using var ann = server.OpenBrowser();
        Assert.Contains("You are the first one here", (await ann.OpenAsync("/account/register")).Words);
        using var late = server.OpenBrowser();
        await late.OpenAsync("/account/register");

        var home = await ann.SubmitAsync("Create the account", ("username", "ann"), ("email", "ann@example.org"), ("password", Server.Password));

        Assert.Equal("/", home.Path);
        Assert.True((await server.DoAsync((Accounts accounts) => accounts.LogInAsync("ann", Server.Password))).IsAdmin);

        var refused = await late.SubmitAsync("Create the account", ("username", "late"), ("email", "late@example.org"), ("password", Server.Password));
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("Ask the person who runs it.", refused.Words);

        using var eve = server.OpenBrowser("ru");
        var closed = await eve.OpenAsync("/account/register");
        Assert.Equal(HttpStatusCode.OK, closed.Status);
        Assert.Contains("Регистрация закрыта", closed.Words);
        Assert.DoesNotContain(closed.Forms, form => form.Method == "post");
    }
}
