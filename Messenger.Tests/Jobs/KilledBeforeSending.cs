using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

public sealed class KilledBeforeSending
{
    [Fact]
    public async Task The_messenger_sends_what_was_waiting_and_what_was_on_its_way()
    {
        var database = await Databases.BareAsync();
        await using var mails = new MailServer { IsHanging = true };
        await using (var messenger = new BuiltMessenger(database)
        {
            Settings = new()
            {
                ["Messenger__PublicUrl"] = "http://chat.test", ["Smtp__Host"] = "127.0.0.1", ["Smtp__Port"] = $"{mails.Port}",
                ["Smtp__Security"] = "none", ["Smtp__From"] = "messenger@chat.test",
            },
        })
        {
            await messenger.StartAsync();
            await RegisterAsync(messenger, "ann");
            await Eventually.TrueAsync(() => mails.Calls == 1);
            await RegisterAsync(messenger, "bob");

            await messenger.KillAsync();
            mails.IsHanging = false;
            await messenger.StartAsync();

            Assert.Equal("bob@example.org", $"{(await mails.NextAsync()).To}");
            await messenger.KillAsync();
            await LetTimePassAsync(database);
            await messenger.StartAsync();
            Assert.Equal("ann@example.org", $"{(await mails.NextAsync()).To}");
        }

        Databases.GiveBack(database);
    }

    static async Task RegisterAsync(BuiltMessenger messenger, string username)
    {
        using var browser = new Browser(messenger.Home, "en");
        await browser.OpenAsync("/account/register");
        var page = await browser.SubmitAsync("/account/register", ("username", username), ("email", $"{username}@example.org"), ("password", Server.Password));
        Assert.Equal("/", page.Path);
    }

    // Only Ann's mail is left, or Bob's too when the end of its job was what the kill prevented: then it comes again, which is safe.
    static async Task LetTimePassAsync(Database database)
    {
        await using var testServices = new TestServices(database);
        await testServices.DoAsync((MessengerDb db) => db.WriteAsync(() => db.Jobs.Where(job => job.Payload.Contains("ann"))
            .ExecuteUpdateAsync(row => row.SetProperty(job => job.DueAt, DateTimeOffset.UnixEpoch))));
    }
}
