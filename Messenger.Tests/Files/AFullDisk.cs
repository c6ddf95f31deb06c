using System.Net;
using System.Net.Http.Headers;

namespace Messenger.Tests;

/// <summary>Without room for files and pictures: "not now", as for texts, and no mistake of ours.</summary>
[RunsOnce]
public sealed class AFullDisk
{
    // In a world of its own, where these two folders are small disks.
    const string Mount = "mount -t tmpfs -o size=300k none \"$0/files\" && mount -t tmpfs -o size=4k none \"$0/avatars\" && exec \"$@\"";

    [Fact]
    public async Task Is_told_with_the_time_to_try_again()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Small disks are made there only.");
        var database = await Databases.EmptyAsync();
        Directory.CreateDirectory(Path.Combine(database.Folder, "files"));
        Directory.CreateDirectory(Path.Combine(database.Folder, "avatars"));
        string[] apart = Environment.UserName == "root" ? ["unshare", "-m"] : ["unshare", "-Urm"];
        await using (var messenger = new BuiltMessenger(database) { Before = [.. apart, "sh", "-c", Mount, database.Folder] })
        {
            await messenger.StartAsync();
            using var ann = new Browser(messenger.Home, "en");
            await ann.OpenAsync("/account/register");
            await ann.SubmitAsync("/account/register", ("username", "ann"), ("email", "ann@example.org"), ("password", Server.Password));
            var chat = await ann.GroupAsync("Alone");

            await SorryAsync(ann.SendAsync(chat, "", [new Sent("paper.bin", new byte[400_000])]));
            // It fits as it is sent, and not once more as it is drawn.
            await SorryAsync(ann.SendAsync(chat, "", [new Sent("noise.png", Pictures.Noise(290, 290))]));
            await SorryAsync(ann.UploadAsync("/settings/avatar", [], [new Sent("noise.png", Pictures.Noise(100, 100))], "file"));
            using var fits = await ann.SendAsync(chat, "", [new Sent("note.txt", "Hello"u8.ToArray())]);
            Assert.Equal(HttpStatusCode.OK, fits.StatusCode);
        }

        Databases.GiveBack(database);
    }

    static async Task SorryAsync(Task<HttpResponseMessage> ask)
    {
        using var answer = await ask;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("disk is full", await answer.TextAsync());
    }
}
