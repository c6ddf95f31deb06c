using System.Net;
using System.Net.Sockets;
using Messenger.Web;

namespace Messenger.Tests;

/// <summary>More idle connections than the process may have files open.</summary>
public sealed class ManyConnections
{
    const int FileLimit = 700;

    [Fact]
    public async Task Beyond_the_limit_are_refused_and_the_others_served()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It is told there only.");
        var database = await Databases.EmptyAsync();
        List<TcpClient> crowd = [];
        await using (var messenger = new BuiltMessenger(database) { Before = ["sh", "-c", $"ulimit -n {FileLimit}; exec \"$@\"", "limited"] })
        {
            await messenger.StartAsync();
            var manual = await Manual.OfAsync(messenger.Home);
            using var ann = new Browser(messenger.Home, "en");
            await ann.OpenAsync("/account/register");
            // What is always open: libraries most of all. It grows with them, and a process without a file for a library dies.
            Assert.InRange(Directory.GetFiles($"/proc/{messenger.ProcessId}/fd").Length, 50, ConnectionLimits.Reserve * 4 / 5);
            try
            {
                // All at once: they come faster than one after the other can be closed.
                for (var wave = 0; wave < 3; wave++)
                {
                    TcpClient[] comers = [.. Enumerable.Range(0, 2 * FileLimit).Select(_ => new TcpClient())];
                    crowd.AddRange(comers);
                    await Task.WhenAll(comers.Select(one => one.ConnectAsync(messenger.Home.Host, messenger.Home.Port, TestContext.Current.CancellationToken).AsTask()));
                }

                await Eventually.TrueAsync(() => crowd.Count(IsClosed) > 5 * FileLimit);

                // Who was in before stays in, and signs up: that takes the database and files.
                var tries = 0;
                await Eventually.TrueAsync(async () =>
                {
                    var name = $"ann{++tries}";
                    return await IsAnsweredAsync(async () =>
                    {
                        await ann.OpenAsync("/account/register");
                        return (await ann.SubmitAsync("/account/register", ("username", name), ("email", $"{name}@example.org"), ("password", Server.Password))).Path == "/";
                    });
                });
                Assert.Contains(crowd, one => !IsClosed(one));
            }
            finally
            {
                crowd.ForEach(one => one.Dispose());
            }

            await OpenTooManyLinesAsync(messenger, await ComesInAsync(messenger.Home, manual));
        }

        Databases.GiveBack(database);
    }

    /// <summary>Somebody new, as soon as what is left of the crowd has been worked off: until then whoever comes may be refused.</summary>
    static async Task<string> ComesInAsync(Uri home, Manual manual)
    {
        string? token = null;
        var tries = 0;
        await Eventually.TrueAsync(async () =>
        {
            await IsAnsweredAsync(async () =>
            {
                var stranger = new Caller(home, manual) { Username = $"bob{++tries}" };
                var registered = await stranger.PostAsync("/api/auth/register", new { email = stranger.Email(), username = stranger.Username, password = Server.Password });
                if (registered.Status == 503)
                {
                    return false;
                }

                registered.Is(201);
                token = (await stranger.LogInAsync()).Token;
                return true;
            });
            return token is not null;
        });
        return token!;
    }

    static async Task OpenTooManyLinesAsync(BuiltMessenger messenger, string token)
    {
        Stack<Line> lines = [];
        try
        {
            var refused = await Assert.ThrowsAsync<HttpRequestException>(async () =>
            {
                while (lines.Count < FileLimit)
                {
                    lines.Push(await Line.OpenAsync(messenger.Home, token));
                }
            });

            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.InRange(lines.Count, 100, FileLimit / 2);
            Assert.True(await IsServedAsync(messenger.Home));
            await lines.Pop().DisposeAsync();
            await Eventually.TrueAsync(() => OpensAsync(messenger.Home, token, lines));
            Assert.DoesNotContain(messenger.Said, line => line.Contains("fail:"));
        }
        finally
        {
            foreach (var line in lines)
            {
                await line.DisposeAsync();
            }
        }
    }

    static async Task<bool> OpensAsync(Uri home, string token, Stack<Line> lines)
    {
        try
        {
            lines.Push(await Line.OpenAsync(home, token));
            return true;
        }
        catch (HttpRequestException refused) when (refused.StatusCode is HttpStatusCode.ServiceUnavailable)
        {
            return false;
        }
    }

    static Task<bool> IsServedAsync(Uri home) => IsAnsweredAsync(async () =>
    {
        using var bob = new Browser(home, "en");
        return (await bob.OpenAsync("/account/login")).Status is HttpStatusCode.OK;
    });

    /// <summary>False where the connection was closed before there was an answer: who has to come anew is one of the crowd.</summary>
    static async Task<bool> IsAnsweredAsync(Func<Task<bool>> ask)
    {
        try
        {
            return await ask();
        }
        catch (HttpRequestException closed) when (closed.StatusCode is null)
        {
            return false;
        }
    }

    static bool IsClosed(TcpClient one)
    {
        try
        {
            return one.Client.Poll(0, SelectMode.SelectRead) && one.Client.Available == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
