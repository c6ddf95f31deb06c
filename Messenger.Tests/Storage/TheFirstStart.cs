using Messenger.Domain;
using Microsoft.Extensions.Logging;

namespace Messenger.Tests;

public sealed class TheFirstStart(TheFirstStart.Fresh server) : IClassFixture<TheFirstStart.Fresh>
{
    public sealed class Fresh : Server
    {
        public LogCapture Heard { get; } = new();

        protected override Task<Database> MakeDatabaseAsync() => Databases.BareAsync();

        protected override void Log(ILoggingBuilder log) => log.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddProvider(Heard);
    }

    [Fact]
    public async Task Frightens_nobody()
    {
        using var ann = await server.RegisterAsync("ann");

        Assert.Empty(server.Heard.Failures);
    }
}
