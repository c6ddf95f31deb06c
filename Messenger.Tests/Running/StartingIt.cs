using System.Net;

namespace Messenger.Tests;

/// <summary>The built program, from whatever folder it is started, and when it cannot be.</summary>
[RunsOnce]
public sealed class StartingIt
{
    [Theory]
    [InlineData("Messenger__TrustedProxies", "caddy", "Messenger:TrustedProxies are addresses or networks, parted by commas, such as 10.0.0.2 or 172.16.0.0/12.")]
    [InlineData("ConnectionStrings__Postgres", "Host=127.0.0.1;Port=1", "ConnectionStrings:Postgres leads to a database that cannot be used: ")]
    [InlineData("ASPNETCORE_URLS", "http://192.0.2.1:5080", "ASPNETCORE_URLS has an address where we cannot listen: ", false)]
    public async Task Without_sense_it_says_one_sentence_and_ends(string key, string value, string sentence, bool isAll = true)
    {
        var database = await Databases.BareAsync();
        await using (var messenger = new BuiltMessenger(database) { Settings = { [key] = value } })
        {
            var ended = await Assert.ThrowsAnyAsync<Exception>(messenger.StartAsync);

            // The first line is about the process.
            var said = ended.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
            // What the host says of its own failure goes another way to us, and may come before the sentence or after it.
            Assert.Single(said, line => line.StartsWith(sentence));
            Assert.True(said.Length == 1 || !isAll, ended.Message);
            Assert.Contains("by itself with 1,", ended.Message);
        }

        Databases.GiveBack(database);
    }

    [Fact]
    public async Task From_any_folder_it_has_its_style_sheets_settings_and_data()
    {
        // The test's program is started from the folder of its data; a relative one lies beside the program.
        var database = await Databases.BareAsync();
        var name = $"data-{Guid.NewGuid():N}";
        await using (var messenger = new BuiltMessenger(database) { Settings = { ["Messenger__DataPath"] = name } })
        {
            await messenger.StartAsync();
            using var stranger = new Browser(messenger.Home, "en");
            var page = await stranger.OpenAsync("/account/login");

            var sheet = System.Text.RegularExpressions.Regex.Match(page.Html, """href="(/lib/app[^"]*\.css)""").Groups[1].Value;
            using var answer = await stranger.GetAsync(sheet);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.NotEmpty(await answer.BytesAsync());
            Assert.True(Directory.Exists(Path.Combine(AppContext.BaseDirectory, name)));
            Assert.False(Directory.Exists(Path.Combine(database.Folder, name)));
        }

        Directory.Delete(Path.Combine(AppContext.BaseDirectory, name), true);
        Databases.GiveBack(database);
    }
}
