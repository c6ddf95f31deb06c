using MimeKit;

namespace Messenger.Tests;

public sealed class MailWithoutServer(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Is_in_a_folder_for_nobody_else_to_read_and_leads_to_where_we_listen()
    {
        using var ann = await server.RegisterAsync("ann");
        var folder = Path.Combine(server.Folder, "mail");
        await Eventually.TrueAsync(() => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.eml").Any());
        var file = Directory.EnumerateFiles(folder, "*.eml").Single();

        var mail = await MimeMessage.LoadAsync(file, TestContext.Current.CancellationToken);

        Assert.Matches(@"/\d{8}T\d{6}-\d+\.eml$", file);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.StartsWith($"{server.Home}account/verify?token=", $"{MailServer.LinkIn(mail)}");
        Assert.Contains("This messenger has no mail server.", (await ann.OpenAsync("/account/forgot?saved=true")).Words);
    }
}
