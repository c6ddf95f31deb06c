using Messenger.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Messenger.Tests;

/// <summary>An acknowledged file is on disk, and a deleted one is not.</summary>
public sealed class KeptBytes
{
    [Fact]
    public async Task Survive_a_kill_right_after_the_answer()
    {
        var database = await Databases.BareAsync();
        await using (var messenger = new BuiltMessenger(database))
        {
            await messenger.StartAsync();
            using var ann = await RegisterAsync(messenger.Home);
            var chat = await ann.GroupAsync("Alone");
            var bytes = new byte[300_000];
            Random.Shared.NextBytes(bytes);
            var (paper, photo) = (await ann.SendAsync(chat, "paper.bin", bytes), await ann.SendAsync(chat, "photo.jpg", Pictures.Jpeg(900, 600)));

            await messenger.KillAsync();
            await messenger.StartAsync();

            using var kept = await ann.GetAsync(paper);
            using var small = await ann.GetAsync($"{photo}/thumbnail");
            Assert.Equal(bytes, await kept.BytesAsync());
            Assert.Equal((640, 427), (Pictures.Read(await small.BytesAsync()).Width, Pictures.Read(await small.BytesAsync()).Height));
        }

        Databases.GiveBack(database);
    }

    [Fact]
    public async Task Of_a_deleted_message_leave_the_disk()
    {
        var database = await Databases.BareAsync();
        await using (var messenger = new BuiltMessenger(database))
        {
            await messenger.StartAsync();
            using var ann = await RegisterAsync(messenger.Home);
            var chat = await ann.GroupAsync("Alone");
            await ann.SendAsync(chat, "photo.jpg", Pictures.Jpeg());
            var message = (await Drawn.AllAsync(ann, chat))[^1];
            Assert.Equal(2, Count(database));

            await ann.ActAsync($"/chats/{chat}/messages/{message.Id}/delete");

            await Eventually.TrueAsync(() => Count(database) == 0, () => "The bytes are still there.");
        }

        Databases.GiveBack(database);
    }

    [Fact]
    public async Task That_a_crash_left_without_a_row_are_removed_at_the_next_start()
    {
        var database = await Databases.BareAsync();
        var path = Path.Combine(database.Folder, "files", "ab", "cd", "abcd0000000000000000000000000000");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "lost", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow - 2 * Files.Patience);
        await using (var messenger = new BuiltMessenger(database))
        {
            // A database without anybody would rather be the wrong one.
            await messenger.StartAsync();
            using (await RegisterAsync(messenger.Home))
            {
                Assert.Equal(1, Count(database));
            }

            await messenger.KillAsync();
            await messenger.StartAsync();

            await Eventually.TrueAsync(() => Count(database) == 0, () => "They are still there.");
        }

        Databases.GiveBack(database);
    }

    /// <summary>A folder stands where the file was: a stand-in for a disk that says no.</summary>
    [Fact]
    public async Task That_cannot_be_removed_keep_no_others_and_are_told_once()
    {
        await using var server = new Overheard();
        await server.InitializeAsync();
        using var ann = await RegisterAsync(server.Home);
        var chat = await ann.GroupAsync("Alone");
        var stuck = KeyIn(await ann.SendAsync(chat, "stuck.txt", "a"u8.ToArray()));
        await ann.SendAsync(chat, "other.txt", "b"u8.ToArray());
        var path = Directory.EnumerateFiles(Path.Combine(server.Folder, "files"), stuck, SearchOption.AllDirectories).Single();
        File.Delete(path);
        Directory.CreateDirectory(path);

        foreach (var message in await Drawn.AllAsync(ann, chat))
        {
            await ann.ActAsync($"/chats/{chat}/messages/{message.Id}/delete");
        }

        await Eventually.TrueAsync(() => !Directory.EnumerateFiles(Path.Combine(server.Folder, "files"), "*", SearchOption.AllDirectories).Any(), () => "The other is still there.");
        await Eventually.TrueAsync(async () => await RowsAsync() == 1, () => "The rows are not as they should be.");
        Assert.Contains(Guid.Parse(stuck).ToString(), Assert.Single(server.Heard.Failures));

        Directory.Delete(path);
        (await server.DoAsync((OrphanSignal signal) => Task.FromResult(signal))).Wake();
        await Eventually.TrueAsync(async () => await RowsAsync() == 0, () => "It is not forgotten though it can be removed now.");
        Assert.Single(server.Heard.Failures);

        Task<int> RowsAsync() => server.DoAsync((MessengerDb db) => db.Files.CountAsync());
    }

    static string KeyIn(string address) => address.Split('/')[^1];

    sealed class Overheard : Server
    {
        public LogCapture Heard { get; } = new();

        protected override void Log(ILoggingBuilder log) => log.ClearProviders().AddProvider(Heard);
    }

    static int Count(Database database) => Directory.EnumerateFiles(Path.Combine(database.Folder, "files"), "*", SearchOption.AllDirectories).Count();

    static async Task<Browser> RegisterAsync(Uri home)
    {
        var browser = new Browser(home, "en");
        await browser.OpenAsync("/account/register");
        await browser.SubmitAsync("/account/register", ("username", "ann"), ("email", "ann@example.org"), ("password", Server.Password));
        return browser;
    }
}
