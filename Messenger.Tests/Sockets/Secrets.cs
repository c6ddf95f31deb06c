using Microsoft.Extensions.Logging;

namespace Messenger.Tests;

/// <summary>A token in an address is nowhere to be read afterwards, however much is logged.</summary>
public sealed class Secrets(Secrets.Overheard lines) : IClassFixture<Secrets.Overheard>
{
    public sealed class Overheard : Lines
    {
        public LogCapture Heard { get; } = new();

        protected override IEnumerable<(string Key, string Value)> Settings =>
            [("Logging:LogLevel:Default", "Trace"), ("Logging:LogLevel:Microsoft", "Trace"), ("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Trace")];

        protected override void Log(ILoggingBuilder log) => log.ClearProviders().AddProvider(Heard);
    }

    [Theory]
    [InlineData("/ws/")]
    [InlineData("/WS/")]
    [InlineData("/%77s/")]
    public async Task Are_in_no_log_and_in_no_answer(string path)
    {
        using var http = new HttpClient { BaseAddress = lines.Home };
        var (good, bad) = (await lines.TokenAsync(lines.Ann), $"{await lines.TokenAsync(lines.Ann)}x");

        foreach (var token in new[] { good, bad })
        {
            using var answer = await http.GetAsync($"{path}{token}?q=1", TestContext.Current.CancellationToken);
            Assert.InRange((int)answer.StatusCode, 401, 426);
            Assert.DoesNotContain(token, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) + answer);
        }

        await using (var line = await Line.OpenAsync(lines.Home, $"{path[1..]}{good}", isV2: false, _ => { }))
        {
            await line.SayAsync("rubbish");
            await line.HearsAsync("error");
        }

        Assert.Contains(lines.Heard.Lines, line => line.Text.Contains("Request starting") && line.Text.Contains("/ws"));
        var parts = good.Split('.').Concat(bad.Split('.')).Where(part => part.Length > 50);
        Assert.DoesNotContain(lines.Heard.Lines, line => parts.Any(line.Text.Contains));
    }

    /// <summary>What this class would find, or it would prove nothing.</summary>
    [Fact]
    public async Task Elsewhere_would_be_found()
    {
        using var http = new HttpClient { BaseAddress = lines.Home };

        using var answer = await http.GetAsync("/nowhere/secret-as-can-be", TestContext.Current.CancellationToken);

        Assert.Contains(lines.Heard.Lines, line => line.Text.Contains("secret-as-can-be"));
    }
}
