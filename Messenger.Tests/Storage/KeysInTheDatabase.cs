using Messenger.Domain;
using Messenger.Web;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>The keys of cookies and tokens: nothing in the data folder opens anything.</summary>
public sealed class KeysInTheDatabase(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Are_in_no_folder()
    {
        using var ann = await server.RegisterAsync("ann");

        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(server.Folder).Select(Path.GetFileName), name => name is "keys" or "signing");
        Assert.Equal([CookieKeys.Purpose, SigningKeys.Purpose], await server.DoAsync((MessengerDb db) => db.Keys.Select(key => key.Purpose).Order().ToListAsync()));
    }

    [Fact]
    public async Task Are_the_same_at_another_node_and_after_a_start()
    {
        using var eve = await server.RegisterAsync("eve");
        var cookie = eve.Cookies.GetCookieHeader(server.Home);

        Assert.True(await server.BesideAsync(home => IsLoggedInAsync(home, cookie)));
        await server.RestartAsync();
        Assert.True(await IsLoggedInAsync(server.Home, cookie));
    }

    /// <summary>Where an earlier version kept them.</summary>
    [Fact]
    public async Task Are_taken_over_from_the_folder_and_log_nobody_out()
    {
        using var bob = await server.RegisterAsync("bob");
        var cookie = bob.Cookies.GetCookieHeader(server.Home);
        var (token, _) = await server.TokensAsync(Company.IdIn(bob.Page));
        foreach (var key in await server.DoAsync((MessengerDb db) => db.Keys.ToListAsync()))
        {
            var (folder, end) = key.Purpose == CookieKeys.Purpose ? ("keys", "xml") : ("signing", "key");
            Directory.CreateDirectory(Path.Combine(server.Folder, folder));
            await File.WriteAllBytesAsync(Path.Combine(server.Folder, folder, $"{key.Name}.{end}"), key.Value, TestContext.Current.CancellationToken);
        }

        await server.DoAsync((MessengerDb db) => db.WriteAsync(() => db.Keys.ExecuteDeleteAsync()));

        await server.RestartAsync();

        Assert.True(await IsLoggedInAsync(server.Home, cookie));
        Assert.NotNull(await server.DoAsync((AccessTokens tokens) => tokens.ReadAsync(token)));
        Assert.Equal(2, await server.DoAsync((MessengerDb db) => db.Keys.CountAsync()));
        Array.ForEach(["keys", "signing"], folder => Directory.Delete(Path.Combine(server.Folder, folder), true));
    }

    static async Task<bool> IsLoggedInAsync(Uri home, string cookie)
    {
        using var browser = new Browser(home, "en");
        browser.Headers.Add("Cookie", cookie);
        return (await browser.OpenAsync("/settings")).Path == "/settings";
    }
}
