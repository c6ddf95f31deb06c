using Messenger.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
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

    [Theory]
    [InlineData("Smtp:Host needs Messenger:PublicUrl", "Smtp:From=a@b.c")]
    [InlineData("Smtp:From is the address", "Messenger:PublicUrl=http://chat.test")]
    [InlineData("Smtp:From is the address", "Messenger:PublicUrl=http://chat.test", "Smtp:From=<")]
    [InlineData("Smtp:Port is a number", "Messenger:PublicUrl=http://chat.test", "Smtp:From=a@b.c", "Smtp:Port=0")]
    [InlineData("Smtp:Security is starttls, tls or none", "Messenger:PublicUrl=http://chat.test", "Smtp:From=a@b.c", "Smtp:Security=some")]
    public async Task Is_not_meant_by_settings_that_make_no_sense(string sentence, params string[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = server.Folder });
        foreach (var (key, value) in settings.Append("Smtp:Host=localhost").Select(line => line.Split('=')).Select(parts => (parts[0], parts[1])))
        {
            builder.Configuration[key] = value;
        }

        builder.Services.AddOptions<Settings>().BindConfiguration("Messenger");
        builder.AddMail();
        await using var services = builder.Services.BuildServiceProvider();

        Assert.Contains(sentence, Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<SmtpSettings>>().Value).Message);
    }
}
