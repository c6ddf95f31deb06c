using Messenger.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Messenger.Tests;

/// <summary>A messenger that knows a mail server, and its own address.</summary>
public class MailedServer : Server, IAsyncLifetime
{
    public const string PublicUrl = "http://chat.test:8080";

    readonly LogCapture told = new();

    public MailedServer() => Mails = new MailServer
    {
        Login = ("messenger", "a secret"),
        Why = () => string.Join('\n', told.Lines.Select(line => line.Text)),
    };

    public MailServer Mails { get; }

    protected override void Log(ILoggingBuilder log) => log.ClearProviders().SetMinimumLevel(LogLevel.Warning).Services.AddSingleton<ILoggerProvider>(told);

    protected override IEnumerable<(string, string)> Settings =>
    [
        ("Messenger:PublicUrl", PublicUrl), ("Smtp:Host", "127.0.0.1"), ("Smtp:Port", $"{Mails.Port}"), ("Smtp:Security", "none"),
        ("Smtp:User", "messenger"), ("Smtp:Password", "a secret"), ("Smtp:From", "Messenger <messenger@chat.test>"),
    ];

    /// <summary>Somebody new, who has had the mail that greets them.</summary>
    public async Task<(Browser Browser, Uri Link)> GreetAsync(string username, string language = "en") =>
        (await RegisterAsync(username, language), await Mails.NextLinkAsync($"{username}@example.org", "/account/verify"));

    /// <summary>All jobs have waited long enough.</summary>
    public async Task LetTimePassAsync()
    {
        await DoAsync((MessengerDb db) => db.WriteAsync(() => db.Jobs.ExecuteUpdateAsync(row => row.SetProperty(job => job.DueAt, DateTimeOffset.UnixEpoch))));
        await DoAsync((JobSignal signal) =>
        {
            signal.Wake();
            return Task.FromResult(true);
        });
    }

    public async Task<int> TriesAsync() => await DoAsync((MessengerDb db) => db.Jobs.Select(job => job.Attempts).FirstOrDefaultAsync());

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await Mails.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
